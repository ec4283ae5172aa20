summary tests/golden/either-narrative.detente --width 90
