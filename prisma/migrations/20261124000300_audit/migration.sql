-- Audit log (docs/decisions/0006). Only audit.append() writes; the hash chain is per tenant.
CREATE SCHEMA audit;
CREATE TABLE audit.event (
  tenant_id uuid NOT NULL, seq bigint NOT NULL, at timestamptz NOT NULL, actor text NOT NULL, action text NOT NULL, target text NOT NULL,
  outcome text NOT NULL, detail_text text NOT NULL, request_id text NOT NULL, prev_hash bytea NOT NULL, hash bytea NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
CREATE TABLE audit.head (tenant_id uuid PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL);

-- One rule for the bytes of an event: each field as <length in bytes>:<utf-8>, in this order.
CREATE FUNCTION audit.event_hash(prev bytea, tenant uuid, seq bigint, at timestamptz, actor text, action text, target text, outcome text, detail_text text, request_id text) RETURNS bytea
LANGUAGE sql STABLE SET search_path = pg_catalog AS $$
  SELECT sha256(prev || convert_to(string_agg(octet_length(convert_to(f, 'UTF8')) || ':' || f, '' ORDER BY i), 'UTF8'))
  FROM unnest(ARRAY[tenant::text, seq::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), actor, action, target, outcome, detail_text, request_id]) WITH ORDINALITY AS x(f, i)
$$;

CREATE FUNCTION audit.append(actor text, action text, target text, outcome text, detail_text text, request_id text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_variable
DECLARE tenant uuid := public.app_tenant_id(); head audit.head%ROWTYPE; at timestamptz := clock_timestamp(); next_seq bigint; next_hash bytea;
BEGIN
  INSERT INTO audit.head AS h (tenant_id, seq, hash) VALUES (tenant, 0, sha256(convert_to('slipway:' || tenant::text, 'UTF8'))) ON CONFLICT DO NOTHING;
  SELECT h.* INTO head FROM audit.head h WHERE h.tenant_id = tenant FOR UPDATE;
  next_seq := head.seq + 1;
  next_hash := audit.event_hash(head.hash, tenant, next_seq, at, actor, action, target, outcome, detail_text, request_id);
  INSERT INTO audit.event VALUES (tenant, next_seq, at, actor, action, target, outcome, detail_text, request_id, head.hash, next_hash);
  UPDATE audit.head h SET seq = next_seq, hash = next_hash WHERE h.tenant_id = tenant;
  RETURN next_seq;
END $$;

-- First broken place of the chain, or no row: kind is gap | link | content | tail.
CREATE FUNCTION audit.verify() RETURNS TABLE (kind text, seq bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
#variable_conflict use_column
DECLARE tenant uuid := public.app_tenant_id(); e record; expected bigint := 1; prev bytea := sha256(convert_to('slipway:' || public.app_tenant_id()::text, 'UTF8')); h record;
BEGIN
  FOR e IN SELECT * FROM audit.event v WHERE v.tenant_id = tenant ORDER BY v.seq LOOP
    IF e.seq <> expected THEN RETURN QUERY SELECT 'gap', expected; RETURN; END IF;
    IF e.prev_hash <> prev THEN RETURN QUERY SELECT 'link', e.seq; RETURN; END IF;
    IF e.hash <> audit.event_hash(e.prev_hash, e.tenant_id, e.seq, e.at, e.actor, e.action, e.target, e.outcome, e.detail_text, e.request_id) THEN RETURN QUERY SELECT 'content', e.seq; RETURN; END IF;
    prev := e.hash; expected := expected + 1;
  END LOOP;
  SELECT * INTO h FROM audit.head v WHERE v.tenant_id = tenant;
  IF (h IS NULL AND expected > 1) OR (h.seq IS NOT NULL AND (h.seq <> expected - 1 OR h.hash <> prev)) THEN RETURN QUERY SELECT 'tail', expected - 1; END IF;
END $$;

SELECT isolate_table('audit.event'); SELECT isolate_table('audit.head');
-- The append function runs as slip_audit_owner, which sees only the tenant of the transaction, like everybody.
CREATE POLICY append_only ON audit.event TO slip_audit_owner USING (tenant_id = (SELECT app_tenant_id())) WITH CHECK (tenant_id = (SELECT app_tenant_id()));
CREATE POLICY append_only ON audit.head TO slip_audit_owner USING (tenant_id = (SELECT app_tenant_id())) WITH CHECK (tenant_id = (SELECT app_tenant_id()));
GRANT USAGE ON SCHEMA audit TO slip_app, slip_worker, slip_audit_owner;
GRANT SELECT, INSERT ON audit.event TO slip_audit_owner;
GRANT SELECT, INSERT, UPDATE ON audit.head TO slip_audit_owner;
GRANT SELECT ON audit.event, audit.head TO slip_app, slip_worker;
CREATE TRIGGER immutable BEFORE UPDATE OR DELETE ON audit.event FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE ALL ON FUNCTION audit.append(text, text, text, text, text, text), audit.verify() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION audit.append(text, text, text, text, text, text), audit.verify() TO slip_app, slip_worker;
GRANT CREATE ON SCHEMA audit TO slip_audit_owner;
ALTER FUNCTION audit.append(text, text, text, text, text, text) OWNER TO slip_audit_owner;
ALTER FUNCTION audit.verify() OWNER TO slip_audit_owner;
REVOKE CREATE ON SCHEMA audit FROM slip_audit_owner;
