-- What an approval of a call is bound to, beside its arguments (docs/decisions/0026).
ALTER TABLE "approval" ADD COLUMN "policy_version" INTEGER, ADD COLUMN "facts" JSONB NOT NULL DEFAULT '{}';
