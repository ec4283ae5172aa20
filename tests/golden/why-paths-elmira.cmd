paths tests/golden/elmira.detente --width 90
