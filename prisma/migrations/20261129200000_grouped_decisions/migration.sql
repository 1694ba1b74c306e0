-- Decisions in groups, each by the policies that are in force when it is stored (docs/decisions/0091).

-- One item: {"tenant", "version", "sha256", "row"}; version and sha256 name the policies that the verdict came from (0 and
-- '' for none). One answer for each, in order: {"stored", "budgeted"}: stored, and
-- whether the tenant has any budget; {"version", "sha256", "text"}: others are in force, and nothing of the item was written.
CREATE FUNCTION decision_write(batch jsonb) RETURNS jsonb LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  item jsonb;
  one jsonb;
  of_tenant uuid;
  active record;
  answers jsonb := '[]';
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(batch) LOOP
    of_tenant := (item->>'tenant')::uuid;
    PERFORM set_config('app.tenant_id', of_tenant::text, true);
    SELECT version.version, version.sha256, version.cedar_text INTO active
      FROM public.policy_activation activation JOIN public.policy_version version USING (tenant_id, set_id, version)
     WHERE activation.tenant_id = of_tenant ORDER BY activation.at DESC, activation.seq DESC LIMIT 1;
    IF coalesce(active.version, 0) <> (item->>'version')::int OR coalesce(active.sha256, '') <> item->>'sha256' THEN
      answers := answers || jsonb_build_array(jsonb_build_object('version', coalesce(active.version, 0),
        'sha256', coalesce(active.sha256, ''), 'text', coalesce(active.cedar_text, '')));
      CONTINUE;
    END IF;
    one := item->'row';
    INSERT INTO public.decision (tenant_id, id, at, run_id, node_key, step_key, attempt, harness_slug, environment, action,
           resource, verdict, why, reasons, obligations, input, policy_version, latency_us)
    VALUES (of_tenant, (one->>'id')::uuid, to_timestamp((one->>'at')::double precision / 1000), (one->>'runId')::uuid,
           one->>'nodeKey', one->>'stepKey', (one->>'attempt')::int, one->>'harnessSlug', one->>'environment',
           one->>'action', one->>'resource', one->>'verdict', one->>'why', one->'reasons',
           ARRAY(SELECT jsonb_array_elements_text(one->'obligations')), one->'input', (item->>'version')::int,
           (one->>'latencyUs')::int);
    answers := answers || jsonb_build_array(jsonb_build_object('stored', true,
      'budgeted', EXISTS (SELECT 1 FROM public.budget WHERE tenant_id = of_tenant)));
  END LOOP;
  RETURN answers;
END $$;
REVOKE ALL ON FUNCTION decision_write(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION decision_write(jsonb) TO slip_worker;
