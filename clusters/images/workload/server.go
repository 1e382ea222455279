package main

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"time"
)

// version is what a rolling update changes: the environment's VERSION, or the image's own.
const ownVersion = "1"

// Identity is what GET / tells about the pod that answered.
type Identity struct {
	Pod     string `json:"pod"`
	Node    string `json:"node,omitempty"`
	Version string `json:"version"`
}

func identity() Identity {
	pod := os.Getenv("POD_NAME")
	if pod == "" {
		pod, _ = os.Hostname()
	}
	version := os.Getenv("VERSION")
	if version == "" {
		version = ownVersion
	}
	return Identity{Pod: pod, Node: os.Getenv("NODE_NAME"), Version: version}
}

// server answers until it is told to end. It then stays a lame duck for a while: no longer ready, closing each
// connection after its answer, but still answering, because proxies learn only later that the pod is gone.
type server struct {
	identity []byte
	lameDuck atomic.Bool
}

func newServer(who Identity) *server {
	body, err := json.Marshal(who)
	if err != nil {
		panic(err) // three strings always marshal
	}
	return &server{identity: append(body, '\n')}
}

func (s *server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(s.identity)
	})
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) {
		_, _ = w.Write([]byte("ok\n"))
	})
	mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, _ *http.Request) {
		if s.lameDuck.Load() {
			http.Error(w, "ending", http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write([]byte("ok\n"))
	})
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.lameDuck.Load() {
			w.Header().Set("Connection", "close")
		}
		mux.ServeHTTP(w, r)
	})
}

// serve answers on the listener until ctx ends, then for lameDuck more, then lets requests in flight finish for at
// most drain. It returns nil when no request was cut.
func (s *server) serve(ctx context.Context, listener net.Listener, lameDuck, drain time.Duration) error {
	web := &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second}
	ended := make(chan error, 1)
	go func() { ended <- web.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	s.lameDuck.Store(true)
	select {
	case err := <-ended:
		return err
	case <-time.After(lameDuck):
	}
	limit, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := web.Shutdown(limit); err != nil {
		return err
	}
	if err := <-ended; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
