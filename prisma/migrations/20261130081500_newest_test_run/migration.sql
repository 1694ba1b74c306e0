-- The newest test runs of a harness are found whenever its editor opens (docs/decisions/0094), among any number of others.
CREATE INDEX "run_test_idx" ON "run" ("tenant_id", "harness_id", "queued_at" DESC) WHERE trigger = 'test';
