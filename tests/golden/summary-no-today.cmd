summary tests/golden/no-today.detente --width 80
