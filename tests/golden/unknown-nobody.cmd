summary tests/golden/unknown-nobody.detente
