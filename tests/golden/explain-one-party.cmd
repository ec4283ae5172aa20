explain tests/golden/one-party.detente 1 --width 80
