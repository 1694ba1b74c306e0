-- How an experiment ends that starts nothing more, while its last trials are being cancelled (docs/decisions/0137).
ALTER TABLE "experiment" ADD COLUMN "ends_as" TEXT CHECK ("ends_as" IN ('stopped', 'cancelled'));

-- Tenants take turns: the oldest experiment of each comes before the second of any, and none of many waits for ever.
GRANT CREATE ON SCHEMA public TO slip_lookup;
SET LOCAL ROLE slip_lookup;
CREATE OR REPLACE FUNCTION lookup_running_experiments(max_rows int) RETURNS TABLE (tenant_id uuid, slug text, id uuid)
LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT r.tenant_id, t.slug, r.id
    FROM (SELECT e.tenant_id, e.id, row_number() OVER (PARTITION BY e.tenant_id ORDER BY e.created_at) AS place
            FROM public.experiment e WHERE e.state = 'running') AS r
    JOIN public.tenant t USING (tenant_id)
   ORDER BY r.place, random() LIMIT max_rows $$;
RESET ROLE;
REVOKE CREATE ON SCHEMA public FROM slip_lookup;
