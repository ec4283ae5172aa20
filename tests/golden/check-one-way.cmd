check tests/golden/one-way.detente
