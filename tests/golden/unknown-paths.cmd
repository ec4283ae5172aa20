paths tests/golden/either-narrative.detente --to partnership --width 90
