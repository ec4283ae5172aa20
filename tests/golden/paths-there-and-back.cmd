paths tests/golden/there-and-back.detente --width 90
