solve tests/golden/elmira.detente --csv
