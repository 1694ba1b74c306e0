-- What is known of a model call goes with the entry that holds its answer (docs/decisions/0092).

-- Plans of model calls and, when they were answered, their usage and price. A repeated call keeps its first rows. The tenant
-- is set.
CREATE FUNCTION call_record(of_tenant uuid, calls jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  INSERT INTO public.context_plan (tenant_id, run_id, step_key, attempt, node_key, thread_id, plan_hash, plan,
         provider_input_tokens, created_at)
  SELECT of_tenant, (one->>'run')::uuid, one->>'stepKey', (one->>'attempt')::int, one->>'nodeKey', (one->>'thread')::uuid,
         one->>'planHash', one->'plan', (one->>'inputTokens')::int, to_timestamp((one->>'at')::double precision / 1000)
    FROM jsonb_array_elements(calls) AS one
      ON CONFLICT DO NOTHING;
  INSERT INTO public.model_call (tenant_id, run_id, step_key, attempt, connection_id, model_id, usage, cost_micros, currency,
         unit_prices, simulated, at)
  SELECT of_tenant, (one->>'run')::uuid, one->>'stepKey', (one->>'attempt')::int, (answered->>'connectionId')::uuid,
         answered->>'modelId', answered->'usage', (answered->>'costMicros')::bigint, answered->>'currency',
         nullif(answered->'unitPrices', 'null'), (answered->>'simulated')::boolean,
         to_timestamp((one->>'at')::double precision / 1000)
    FROM jsonb_array_elements(calls) AS one, LATERAL (SELECT nullif(one->'answered', 'null') AS answered) AS a
   WHERE answered IS NOT NULL
      ON CONFLICT DO NOTHING;
END $$;
REVOKE ALL ON FUNCTION call_record(uuid, jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION call_record(uuid, jsonb) TO slip_worker;

-- As before; what an item says of its model calls is written with it, behind the same fence.
CREATE OR REPLACE FUNCTION journal_write(batch jsonb, lease_ms int) RETURNS boolean[] LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  item jsonb;
  is_held boolean;
  held boolean[] := '{}';
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(batch) LOOP
    PERFORM set_config('app.tenant_id', item->>'tenant', true);
    is_held := journal_write_one((item->>'tenant')::uuid, (item->>'run')::uuid, (item->>'epoch')::int,
      (item->>'seq')::int, item->'events', item->'progress', lease_ms);
    IF is_held AND item ? 'calls' THEN PERFORM call_record((item->>'tenant')::uuid, item->'calls'); END IF;
    held := held || is_held;
  END LOOP;
  RETURN held;
END $$;

-- Moves the token ratio of model cards towards what was counted: {"tenant", "connectionId", "modelId", "observed"}. In the
-- order of the items; whoever sends several sorts them, so that two workers do not wait for each other in a circle.
CREATE FUNCTION model_card_learn(batch jsonb) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  item jsonb;
  observed double precision;
BEGIN
  FOR item IN SELECT value FROM jsonb_array_elements(batch) LOOP
    PERFORM set_config('app.tenant_id', item->>'tenant', true);
    observed := (item->>'observed')::double precision;
    -- A moving average: one odd call moves it by a tenth.
    UPDATE public.model_card SET ratio = coalesce(ratio * 0.9 + observed * 0.1, observed)
     WHERE tenant_id = (item->>'tenant')::uuid AND connection_id = (item->>'connectionId')::uuid AND model_id = item->>'modelId';
  END LOOP;
END $$;
REVOKE ALL ON FUNCTION model_card_learn(jsonb) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION model_card_learn(jsonb) TO slip_worker;
