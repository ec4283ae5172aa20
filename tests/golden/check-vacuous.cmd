check tests/golden/claim-of-none.detente
