explain tests/golden/why-two.detente settlement --party pakistan --concept seq --json
