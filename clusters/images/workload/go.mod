module firedrill.dev/workload

go 1.22.0
