paths tests/golden/why-two.detente --to settlement --json
