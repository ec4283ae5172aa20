summary tests/golden/one-party.detente --width 80
