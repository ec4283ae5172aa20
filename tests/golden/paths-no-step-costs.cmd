paths tests/golden/no-step-costs.detente --to end --width 80
