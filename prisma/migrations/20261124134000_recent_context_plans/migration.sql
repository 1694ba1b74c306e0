-- The memory page lists the newest calls of a tenant.
CREATE INDEX "context_plan_tenant_id_created_at_idx" ON "context_plan"("tenant_id", "created_at" DESC);
