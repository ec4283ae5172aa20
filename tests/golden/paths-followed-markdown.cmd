paths models/seeds/004-one-last-time.detente --to settlement --markdown
