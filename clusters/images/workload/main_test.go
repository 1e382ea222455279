package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

const lameDuck = 400 * time.Millisecond

// running is a server and what tells it to end.
type running struct {
	url   string
	end   context.CancelFunc
	ended chan error
	state *server
}

func start(t *testing.T) running {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(context.Background())
	t.Cleanup(end)
	s := newServer(Identity{Pod: "web-0", Version: "2"})
	ended := make(chan error, 1)
	go func() { ended <- s.serve(ctx, listener, lameDuck, time.Second) }()
	return running{"http://" + listener.Addr().String(), end, ended, s}
}

func (r running) get(t *testing.T, path string) (*http.Response, string) {
	t.Helper()
	response, err := http.Get(r.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func (r running) awaitLameDuck(t *testing.T) {
	t.Helper()
	for deadline := time.Now().Add(lameDuck); !r.state.lameDuck.Load(); {
		if time.Now().After(deadline) {
			t.Fatal("never became a lame duck")
		}
	}
}

func TestTellsWhichPodAndVersionAnswered(t *testing.T) {
	response, body := start(t).get(t, "/")
	var who Identity
	if err := json.Unmarshal([]byte(body), &who); err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != 200 || who.Pod != "web-0" || who.Version != "2" {
		t.Errorf("got %d %+v", response.StatusCode, who)
	}
}

func TestIsAliveAndReady(t *testing.T) {
	r := start(t)
	for _, path := range []string{"/healthz", "/readyz"} {
		if response, _ := r.get(t, path); response.StatusCode != 200 {
			t.Errorf("%s answered %d", path, response.StatusCode)
		}
	}
	if response, _ := r.get(t, "/elsewhere"); response.StatusCode != 404 {
		t.Errorf("/elsewhere answered %d", response.StatusCode)
	}
}

func TestALameDuckAnswersButIsNotReadyAndKeepsNoConnection(t *testing.T) {
	r := start(t)
	if response, _ := r.get(t, "/"); response.Close {
		t.Error("closed a connection before it was told to end")
	}
	r.end()
	r.awaitLameDuck(t)
	if response, _ := r.get(t, "/"); response.StatusCode != 200 || !response.Close {
		t.Errorf("/ answered %d, close %v", response.StatusCode, response.Close)
	}
	if response, _ := r.get(t, "/healthz"); response.StatusCode != 200 {
		t.Errorf("/healthz answered %d: the kubelet would kill a pod that is ending", response.StatusCode)
	}
	if response, _ := r.get(t, "/readyz"); response.StatusCode != 503 {
		t.Errorf("/readyz answered %d", response.StatusCode)
	}
}

func TestFailsNoRequestWhileItEnds(t *testing.T) {
	r := start(t)
	began := time.Now()
	r.end()
	answered := 0
	for time.Since(began) < lameDuck/2 {
		if response, _ := r.get(t, "/"); response.StatusCode != 200 {
			t.Fatalf("request %d answered %d", answered, response.StatusCode)
		}
		answered++
	}
	if err := <-r.ended; err != nil {
		t.Errorf("cut a request: %v", err)
	}
	if lasted := time.Since(began); lasted < lameDuck {
		t.Errorf("ended after %v, before endpoints could forget it", lasted)
	}
	if _, err := http.Get(r.url); err == nil {
		t.Error("still answers after it ended")
	}
}

func TestFetchSucceedsOnlyWithA2xxStatus(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			w.WriteHeader(http.StatusBadGateway)
		}
		_, _ = io.WriteString(w, "hello")
	}))
	defer web.Close()
	var out strings.Builder
	if status := run([]string{"fetch", web.URL}, &out, io.Discard); status != 0 || out.String() != "200\nhello" {
		t.Errorf("status %d, printed %q", status, out.String())
	}
	if status := run([]string{"fetch", web.URL + "/bad"}, io.Discard, io.Discard); status != 1 {
		t.Errorf("status %d for a 502", status)
	}
}

func TestLookupPrintsAddressesAndFailsWithoutAny(t *testing.T) {
	var out strings.Builder
	if status := run([]string{"lookup", "localhost"}, &out, io.Discard); status != 0 ||
		!strings.Contains(out.String(), "127.0.0.1") {
		t.Errorf("status %d, printed %q", status, out.String())
	}
	if status := run([]string{"lookup", "--timeout", "100ms", "no-such-name.invalid"}, io.Discard, io.Discard); status != 1 {
		t.Errorf("status %d for a name that cannot exist", status)
	}
}

func TestCalledWronglyIsNotMistakenForAFailedProbe(t *testing.T) {
	for _, args := range [][]string{{"dance"}, {"lookup"}, {"fetch", "a", "b"}, {"serve", "8080"}} {
		if status := run(args, io.Discard, io.Discard); status != 64 {
			t.Errorf("%v: status %d", args, status)
		}
	}
}
