-- What a trial used, for thresholds on tokens and steps (docs/decisions/0132). Null: finished before it was recorded.
ALTER TABLE "trial" ADD COLUMN "tokens" INTEGER, ADD COLUMN "steps" INTEGER;
