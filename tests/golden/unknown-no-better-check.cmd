check tests/golden/unknown-no-better.detente
