explain tests/golden/why-three.detente u0 --details --width 90
