explain tests/golden/unknown-no-better.detente deal
