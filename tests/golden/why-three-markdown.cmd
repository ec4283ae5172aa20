explain tests/golden/why-three.detente s0 --markdown --details
