/*
 * The process that holds a pod's namespaces: it reaps orphans and ends when told to. With -v it says
 * what it is and ends: kubeadm's check that jobs can run is a job that does just that.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void end(int signal_number) {
  (void)signal_number;
  _exit(EXIT_SUCCESS);
}

static void reap(int signal_number) {
  (void)signal_number;
  while (waitpid(-1, NULL, WNOHANG) > 0) {
  }
}

static int handle(int signal_number, void (*handler)(int), int flags) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = flags};
  return sigaction(signal_number, &action, NULL);
}

int main(int argc, char **argv) {
  if (argc > 1 && strcmp(argv[1], "-v") == 0) {
    puts("pause 3.9");
    return EXIT_SUCCESS;
  }
  if (handle(SIGINT, end, 0) || handle(SIGTERM, end, 0) || handle(SIGCHLD, reap, SA_NOCLDSTOP)) {
    return EXIT_FAILURE;
  }
  for (;;) {
    pause();
  }
}
