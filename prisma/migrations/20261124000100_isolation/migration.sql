-- Tenant isolation (docs/decisions/0004). Every table with tenant_id: row level security, forced, one policy.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Raises when no tenant is set: a forgotten tenant is an error, never zero rows. After a transaction the setting is '' (not unset).
CREATE FUNCTION app_tenant_id() RETURNS uuid LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE value text := current_setting('app.tenant_id', true);
BEGIN
  IF value IS NULL OR value = '' THEN
    RAISE EXCEPTION 'no tenant is set for this transaction' USING ERRCODE = '42501', HINT = 'Use withTenant().';
  END IF;
  RETURN value::uuid;
END $$;

-- Forces row level security on a table and gives it its one policy. Owner only.
CREATE FUNCTION isolate_table(target regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', target);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', target);
  EXECUTE format('CREATE POLICY tenant_isolation ON %s TO slip_app, slip_worker USING (tenant_id = (SELECT app_tenant_id())) WITH CHECK (tenant_id = (SELECT app_tenant_id()))', target);
END $$;
REVOKE ALL ON FUNCTION isolate_table(regclass) FROM PUBLIC;

DO $$
DECLARE target regclass;
BEGIN
  FOR target IN SELECT c.oid::regclass FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  LOOP PERFORM isolate_table(target); END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO slip_app, slip_worker, slip_lookup;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO slip_app, slip_worker;
-- Content that is never rewritten.
REVOKE UPDATE, DELETE ON release, policy_version, journal_entry, route_event, draft_op, asset_revision, decision FROM slip_app, slip_worker;
-- Prisma's own table is the owner's.
DO $$ BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN REVOKE ALL ON _prisma_migrations FROM slip_app, slip_worker; GRANT SELECT ON _prisma_migrations TO slip_app, slip_worker; END IF;
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is immutable', TG_TABLE_NAME USING ERRCODE = '42501'; END $$;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON release FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON policy_version FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON asset_revision FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- Look-ups that must work before a tenant is known. slip_lookup cannot log in; it only owns these functions.
CREATE POLICY lookup ON tenant FOR SELECT TO slip_lookup USING (true);
CREATE POLICY lookup ON membership FOR SELECT TO slip_lookup USING (true);
CREATE POLICY lookup ON api_key FOR SELECT TO slip_lookup USING (true);
CREATE POLICY lookup ON invite FOR SELECT TO slip_lookup USING (true);
CREATE POLICY lookup ON run FOR SELECT TO slip_lookup USING (true);
GRANT SELECT ON tenant, membership, api_key, invite, run TO slip_lookup;

CREATE FUNCTION lookup_memberships(of_user uuid) RETURNS TABLE (tenant_id uuid, slug text, name text, demo boolean, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT t.tenant_id, t.slug, t.name, t.demo, m.role FROM public.membership m JOIN public.tenant t USING (tenant_id) WHERE m.user_id = of_user ORDER BY t.slug LIMIT 200 $$;

CREATE FUNCTION lookup_api_key(key_id text) RETURNS TABLE (tenant_id uuid, slug text, id text, project_id uuid, secret_hash text, scopes text[], created_by uuid, creator_role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT k.tenant_id, t.slug, k.id, k.project_id, k.secret_hash, k.scopes, k.created_by, m.role
   FROM public.api_key k JOIN public.tenant t USING (tenant_id) LEFT JOIN public.membership m ON m.tenant_id = k.tenant_id AND m.user_id = k.created_by
   WHERE k.id = key_id AND k.revoked_at IS NULL AND k.expires_at > now() $$;

CREATE FUNCTION lookup_invite(hash text) RETURNS TABLE (tenant_id uuid, slug text, name text, id uuid, email text, role text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT i.tenant_id, t.slug, t.name, i.id, i.email, i.role FROM public.invite i JOIN public.tenant t USING (tenant_id)
   WHERE i.token_hash = hash AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > now() $$;

CREATE FUNCTION lookup_tenant(of_slug text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$ SELECT tenant_id FROM public.tenant WHERE slug = of_slug $$;

-- The worker's view of all tenants: ids of runs that need a segment, nothing else.
CREATE FUNCTION lookup_waiting_runs(max_rows int) RETURNS TABLE (tenant_id uuid, id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT r.tenant_id, r.id FROM public.run r WHERE r.status = 'queued' OR (r.status = 'running' AND r.lease_until < now()) ORDER BY r.queued_at LIMIT max_rows $$;

CREATE FUNCTION lookup_tenants(after_id uuid, max_rows int) RETURNS TABLE (tenant_id uuid)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT t.tenant_id FROM public.tenant t WHERE after_id IS NULL OR t.tenant_id > after_id ORDER BY t.tenant_id LIMIT max_rows $$;

GRANT CREATE ON SCHEMA public TO slip_lookup;
ALTER FUNCTION lookup_memberships(uuid) OWNER TO slip_lookup;
ALTER FUNCTION lookup_api_key(text) OWNER TO slip_lookup;
ALTER FUNCTION lookup_invite(text) OWNER TO slip_lookup;
ALTER FUNCTION lookup_tenant(text) OWNER TO slip_lookup;
ALTER FUNCTION lookup_waiting_runs(int) OWNER TO slip_lookup;
ALTER FUNCTION lookup_tenants(uuid, int) OWNER TO slip_lookup;
REVOKE CREATE ON SCHEMA public FROM slip_lookup;

SET LOCAL ROLE slip_lookup;
REVOKE ALL ON FUNCTION lookup_memberships(uuid), lookup_api_key(text), lookup_invite(text), lookup_tenant(text), lookup_waiting_runs(int), lookup_tenants(uuid, int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lookup_memberships(uuid), lookup_api_key(text), lookup_invite(text), lookup_tenant(text) TO slip_app;
GRANT EXECUTE ON FUNCTION lookup_waiting_runs(int), lookup_tenants(uuid, int), lookup_tenant(text) TO slip_worker;
RESET ROLE;
