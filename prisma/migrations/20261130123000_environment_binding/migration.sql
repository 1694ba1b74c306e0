-- What a name stands for in each environment, and what a run was started with (docs/decisions/0124).
CREATE TABLE "environment_binding" (
    "tenant_id" UUID NOT NULL,
    "project_id" UUID NOT NULL,
    "env" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "target" JSONB NOT NULL,
    "updated_by" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "environment_binding_pkey" PRIMARY KEY ("tenant_id","project_id","env","kind","name"),
    CONSTRAINT "environment_binding_env" CHECK (env IN ('draft', 'staging', 'production')),
    CONSTRAINT "environment_binding_kind" CHECK (kind IN ('var')),
    CONSTRAINT "environment_binding_target" CHECK (jsonb_typeof(target) IN ('string', 'number', 'boolean'))
);
ALTER TABLE "environment_binding" ADD CONSTRAINT "environment_binding_tenant_id_project_id_fkey" FOREIGN KEY ("tenant_id", "project_id") REFERENCES "project"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
SELECT isolate_table('environment_binding');
GRANT SELECT, INSERT, UPDATE, DELETE ON "environment_binding" TO slip_app;
GRANT SELECT ON "environment_binding" TO slip_worker;

ALTER TABLE "release" ADD COLUMN "variables" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE "run" ADD COLUMN "vars" JSONB NOT NULL DEFAULT '{}';
