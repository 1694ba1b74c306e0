-- The model of a slot in an environment, and what a run was started with (docs/decisions/0133).
ALTER TABLE "environment_binding" DROP CONSTRAINT "environment_binding_kind";
ALTER TABLE "environment_binding" ADD CONSTRAINT "environment_binding_kind" CHECK (kind IN ('var', 'slot'));
ALTER TABLE "environment_binding" ADD CONSTRAINT "environment_binding_slot"
  CHECK (kind <> 'slot' OR (env <> 'draft' AND jsonb_typeof(target) = 'string'));

ALTER TABLE "run" ADD COLUMN "models" JSONB NOT NULL DEFAULT '{}';
