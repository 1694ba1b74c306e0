-- A step starts one sub-run, however often it is repeated (docs/decisions/0060).
DROP INDEX "run_tenant_id_parent_run_id_idx";
CREATE UNIQUE INDEX "run_tenant_id_parent_run_id_parent_step_key_key" ON "run"("tenant_id", "parent_run_id", "parent_step_key");
