check tests/golden/claim-of-two.detente --width 120
