solve tests/golden/elmira.detente --width 80
