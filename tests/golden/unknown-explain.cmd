explain tests/golden/either-narrative.detente partnership --details --concept seq --width 90
