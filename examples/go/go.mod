module license-api-kit.test/examples/go

go 1.22
