// Command workload is the server that Firedrill loads while it drills, and the probe it runs inside a pod.
//
//	workload serve         answer HTTP until told to end, then end without failing a request
//	workload lookup NAME   resolve NAME as the pod does, print its addresses; exit 1 if there are none
//	workload fetch URL     GET URL, print status and body; exit 1 unless the status is 2xx
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

const usage = `usage: workload serve [--port N] [--lame-duck DURATION] [--drain DURATION]
       workload lookup [--timeout DURATION] NAME
       workload fetch [--timeout DURATION] URL
`

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run returns the exit status: 0 done, 1 refused or failed, 64 called wrongly.
func run(args []string, out, problems io.Writer) int {
	if len(args) == 0 {
		args = []string{"serve"}
	}
	var err error
	switch args[0] {
	case "serve":
		err = serve(args[1:], problems)
	case "lookup":
		err = lookup(args[1:], out)
	case "fetch":
		err = fetch(args[1:], out)
	default:
		err = badUsage{fmt.Errorf("unknown sub-command %q", args[0])}
	}
	var wrong badUsage
	switch {
	case err == nil:
		return 0
	case errors.As(err, &wrong):
		fmt.Fprintf(problems, "workload: %v\n%s", err, usage)
		return 64
	default:
		fmt.Fprintf(problems, "workload: %v\n", err)
		return 1
	}
}

type badUsage struct{ error }

func serve(args []string, log io.Writer) error {
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	port := flags.Int("port", number("PORT", 8080), "port to listen on")
	lameDuck := flags.Duration("lame-duck", duration("LAME_DUCK", 8*time.Second),
		"how long to keep answering after SIGTERM, for endpoints to forget this pod")
	drain := flags.Duration("drain", duration("DRAIN", 10*time.Second),
		"how long requests in flight may take after that")
	if err := flags.Parse(args); err != nil || flags.NArg() > 0 {
		return badUsage{fmt.Errorf("serve takes flags only: %v", args)}
	}
	listener, err := net.Listen("tcp", fmt.Sprintf(":%d", *port))
	if err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	fmt.Fprintf(log, "workload: serving on %s\n", listener.Addr())
	return newServer(identity()).serve(ctx, listener, *lameDuck, *drain)
}

func lookup(args []string, out io.Writer) error {
	name, timeout, err := target("lookup", args)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), timeout)
	defer cancel()
	addresses, err := net.DefaultResolver.LookupHost(ctx, name)
	if err != nil {
		return err
	}
	for _, address := range addresses {
		fmt.Fprintln(out, address)
	}
	return nil
}

func fetch(args []string, out io.Writer) error {
	url, timeout, err := target("fetch", args)
	if err != nil {
		return err
	}
	response, err := (&http.Client{Timeout: timeout}).Get(url)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	fmt.Fprintln(out, response.StatusCode)
	if _, err := io.Copy(out, response.Body); err != nil {
		return err
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s answered %s", url, response.Status)
	}
	return nil
}

// target parses the flags and the one argument that lookup and fetch take.
func target(verb string, args []string) (string, time.Duration, error) {
	flags := flag.NewFlagSet(verb, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	timeout := flags.Duration("timeout", 5*time.Second, "how long to wait")
	if err := flags.Parse(args); err != nil {
		return "", 0, badUsage{err}
	}
	if flags.NArg() != 1 {
		return "", 0, badUsage{fmt.Errorf("%s takes one argument, not %d", verb, flags.NArg())}
	}
	return flags.Arg(0), *timeout, nil
}

func number(variable string, otherwise int) int {
	if value, err := strconv.Atoi(os.Getenv(variable)); err == nil {
		return value
	}
	return otherwise
}

func duration(variable string, otherwise time.Duration) time.Duration {
	if value, err := time.ParseDuration(os.Getenv(variable)); err == nil {
		return value
	}
	return otherwise
}
