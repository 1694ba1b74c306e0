-- What a saved batch changed, in words, and the changes that take it back. Rows from before have neither.
ALTER TABLE "draft_op" ADD COLUMN "inverse" JSONB, ADD COLUMN "words" TEXT[] NOT NULL DEFAULT '{}';
