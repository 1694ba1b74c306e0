-- Budgets (docs/decisions/0075): reserve before a model call, settle after it; what does not fit waits and is told.

-- CreateTable
CREATE TABLE "budget" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "level" TEXT NOT NULL,
    "target_id" UUID NOT NULL,
    "period" TEXT NOT NULL,
    "limit_micros" BIGINT,
    "limit_tokens" BIGINT,
    "allow_unpriced" BOOLEAN NOT NULL DEFAULT false,
    "rev" INTEGER NOT NULL DEFAULT 1,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_pkey" PRIMARY KEY ("tenant_id","id")
);
ALTER TABLE "budget" ADD CONSTRAINT "budget_words" CHECK (level IN ('tenant', 'harness') AND period IN ('day', 'month')
  AND (limit_micros IS NOT NULL OR limit_tokens IS NOT NULL) AND limit_micros > 0 AND limit_tokens > 0);

-- CreateTable
CREATE TABLE "budget_usage" (
    "tenant_id" UUID NOT NULL,
    "budget_id" UUID NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "spent_micros" BIGINT NOT NULL DEFAULT 0,
    "spent_tokens" BIGINT NOT NULL DEFAULT 0,
    "reserved_micros" BIGINT NOT NULL DEFAULT 0,
    "reserved_tokens" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "budget_usage_pkey" PRIMARY KEY ("tenant_id","budget_id","period_start")
);
ALTER TABLE "budget_usage" ADD CONSTRAINT "budget_usage_positive"
  CHECK (spent_micros >= 0 AND spent_tokens >= 0 AND reserved_micros >= 0 AND reserved_tokens >= 0);

-- CreateTable
CREATE TABLE "budget_reservation" (
    "tenant_id" UUID NOT NULL,
    "id" UUID NOT NULL,
    "budget_id" UUID NOT NULL,
    "period_start" TIMESTAMPTZ(3) NOT NULL,
    "run_id" UUID NOT NULL,
    "micros" BIGINT NOT NULL,
    "tokens" BIGINT NOT NULL,
    "lease_until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_reservation_pkey" PRIMARY KEY ("tenant_id","id","budget_id")
);

-- CreateTable
CREATE TABLE "budget_hold" (
    "tenant_id" UUID NOT NULL,
    "run_id" UUID NOT NULL,
    "step_key" TEXT NOT NULL,
    "budget_id" UUID NOT NULL,
    "attempt" INTEGER NOT NULL,
    "micros" BIGINT,
    "tokens" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "budget_hold_pkey" PRIMARY KEY ("tenant_id","run_id","step_key")
);

-- CreateIndex
CREATE UNIQUE INDEX "budget_tenant_id_name_key" ON "budget"("tenant_id", "name");
CREATE UNIQUE INDEX "budget_tenant_id_level_target_id_period_key" ON "budget"("tenant_id", "level", "target_id", "period");
CREATE INDEX "budget_reservation_tenant_id_budget_id_period_start_lease_u_idx" ON "budget_reservation"("tenant_id", "budget_id", "period_start", "lease_until");
CREATE INDEX "budget_hold_tenant_id_budget_id_at_idx" ON "budget_hold"("tenant_id", "budget_id", "at");

-- AddForeignKey
ALTER TABLE "budget_usage" ADD CONSTRAINT "budget_usage_tenant_id_budget_id_fkey" FOREIGN KEY ("tenant_id", "budget_id") REFERENCES "budget"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "budget_reservation" ADD CONSTRAINT "budget_reservation_tenant_id_budget_id_period_start_fkey" FOREIGN KEY ("tenant_id", "budget_id", "period_start") REFERENCES "budget_usage"("tenant_id", "budget_id", "period_start") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "budget_hold" ADD CONSTRAINT "budget_hold_tenant_id_budget_id_fkey" FOREIGN KEY ("tenant_id", "budget_id") REFERENCES "budget"("tenant_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

SELECT isolate_table('budget');
SELECT isolate_table('budget_usage');
SELECT isolate_table('budget_reservation');
SELECT isolate_table('budget_hold');
GRANT SELECT, INSERT, UPDATE, DELETE ON budget TO slip_app;
GRANT SELECT, UPDATE ON budget_usage TO slip_app;
GRANT SELECT, DELETE ON budget_reservation, budget_hold TO slip_app;
GRANT SELECT ON budget TO slip_worker;
GRANT SELECT, INSERT, UPDATE ON budget_usage TO slip_worker;
GRANT SELECT, INSERT, DELETE ON budget_reservation TO slip_worker;
GRANT SELECT, INSERT, UPDATE, DELETE ON budget_hold TO slip_worker;

-- Calls that were never settled (their worker died) count in full. The caller holds the row of the usage.
CREATE FUNCTION budget_charge_expired(of_tenant uuid, of_budget uuid, of_period timestamptz) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public AS $$
  WITH gone AS (
    DELETE FROM public.budget_reservation
     WHERE tenant_id = of_tenant AND budget_id = of_budget AND period_start = of_period AND lease_until < now()
    RETURNING micros, tokens
  ), total AS (SELECT coalesce(sum(micros), 0)::bigint AS micros, coalesce(sum(tokens), 0)::bigint AS tokens, count(*) AS n FROM gone)
  UPDATE public.budget_usage AS u
     SET spent_micros = spent_micros + total.micros, spent_tokens = spent_tokens + total.tokens,
         reserved_micros = reserved_micros - total.micros, reserved_tokens = reserved_tokens - total.tokens
    FROM total WHERE total.n > 0 AND u.tenant_id = of_tenant AND u.budget_id = of_budget AND u.period_start = of_period $$;
REVOKE ALL ON FUNCTION budget_charge_expired(uuid, uuid, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_charge_expired(uuid, uuid, timestamptz) TO slip_worker;

-- Tells steps that wait for one of these budgets to try again, the oldest first, as long as what they need fits. Runs are
-- woken in the order of their ids, as the journal locks them. Returns how many runs go on.
CREATE FUNCTION budget_wake(of_tenant uuid, of_budgets uuid[], moment timestamptz, told_by text) RETURNS int
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  b public.budget;
  hold public.budget_hold;
  used_micros bigint;
  used_tokens bigint;
  told uuid[] := '{}';
  woken int := 0;
  one uuid;
BEGIN
  FOR b IN SELECT * FROM public.budget WHERE tenant_id = of_tenant AND id = ANY (of_budgets)
      AND EXISTS (SELECT 1 FROM public.budget_hold h WHERE h.tenant_id = of_tenant AND h.budget_id = budget.id) LOOP
    SELECT u.spent_micros + u.reserved_micros, u.spent_tokens + u.reserved_tokens INTO used_micros, used_tokens
      FROM public.budget_usage u WHERE u.tenant_id = of_tenant AND u.budget_id = b.id
       AND u.period_start = date_trunc(b.period, moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    used_micros := coalesce(used_micros, 0);
    used_tokens := coalesce(used_tokens, 0);
    FOR hold IN SELECT * FROM public.budget_hold h WHERE h.tenant_id = of_tenant AND h.budget_id = b.id ORDER BY h.at, h.run_id, h.step_key LOOP
      CONTINUE WHEN (b.limit_micros IS NOT NULL AND hold.micros IS NULL AND NOT b.allow_unpriced)
        OR used_micros + coalesce(hold.micros, 0) > b.limit_micros OR used_tokens + hold.tokens > b.limit_tokens;
      used_micros := used_micros + coalesce(hold.micros, 0);
      used_tokens := used_tokens + hold.tokens;
      told := told || hold.run_id;
      -- A decision about this one attempt of the step (docs/decisions/0024): it is made again.
      INSERT INTO public.signal (tenant_id, run_id, name, key, payload, by, at)
      VALUES (of_tenant, hold.run_id, '!decision/' || hold.step_key, hold.attempt::text, '{"choice": "retry", "output": null}', told_by, now())
      ON CONFLICT DO NOTHING;
      DELETE FROM public.budget_hold h WHERE h.tenant_id = of_tenant AND h.run_id = hold.run_id AND h.step_key = hold.step_key;
    END LOOP;
  END LOOP;
  FOR one IN SELECT DISTINCT t FROM unnest(told) AS t ORDER BY t LOOP
    IF public.wake_run(of_tenant, one) THEN woken := woken + 1; END IF;
  END LOOP;
  RETURN woken;
END $$;
REVOKE ALL ON FUNCTION budget_wake(uuid, uuid[], timestamptz, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_wake(uuid, uuid[], timestamptz, text) TO slip_app, slip_worker;

-- Reserves what one call may use at most in every budget over it, in one transaction, or in none. `ask`: {id, run, step,
-- attempt, harness, micros (null = price unknown), tokens, leaseMs}. Rows are locked in the order of the budgets' ids.
-- Answers {"granted": true, "budgets": n} or {"granted": false, "why", "budget", "name", "period", "limit", "spent", "reserved",
-- "unit", "until" (ms)}: `unpriced`, `spent` (until the next period), `reserved` (until calls under way are settled).
CREATE FUNCTION budget_reserve(of_tenant uuid, ask jsonb, at_ms double precision) RETURNS json
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  b public.budget;
  u public.budget_usage;
  moment timestamptz := to_timestamp(at_ms / 1000);
  starts timestamptz;
  need_micros bigint := (ask->>'micros')::bigint;
  need_tokens bigint := (ask->>'tokens')::bigint;
  over_unit text;
  why text;
  frees_at timestamptz;
  granted int := 0;
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  IF NOT EXISTS (SELECT 1 FROM public.budget WHERE tenant_id = of_tenant) THEN RETURN '{"granted": true, "budgets": 0}'; END IF;
  -- A change of a budget waits for us, and we for it: a step that is held now is seen by the change that makes room.
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('budget:' || of_tenant, 0));
  FOR b IN SELECT * FROM public.budget WHERE tenant_id = of_tenant
      AND (level = 'tenant' OR (level = 'harness' AND target_id = (ask->>'harness')::uuid)) ORDER BY id LOOP
    starts := date_trunc(b.period, moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    INSERT INTO public.budget_usage (tenant_id, budget_id, period_start) VALUES (of_tenant, b.id, starts) ON CONFLICT DO NOTHING;
    PERFORM 1 FROM public.budget_usage WHERE tenant_id = of_tenant AND budget_id = b.id AND period_start = starts FOR UPDATE;
    PERFORM public.budget_charge_expired(of_tenant, b.id, starts);
    SELECT * INTO u FROM public.budget_usage WHERE tenant_id = of_tenant AND budget_id = b.id AND period_start = starts;
    over_unit := CASE
      WHEN b.limit_micros IS NOT NULL AND need_micros IS NULL AND NOT b.allow_unpriced THEN 'unpriced'
      WHEN u.spent_micros + u.reserved_micros + coalesce(need_micros, 0) > b.limit_micros THEN 'micros'
      WHEN u.spent_tokens + u.reserved_tokens + need_tokens > b.limit_tokens THEN 'tokens' END;
    EXIT WHEN over_unit IS NOT NULL;
  END LOOP;
  IF over_unit IS NOT NULL THEN
    INSERT INTO public.budget_hold (tenant_id, run_id, step_key, budget_id, attempt, micros, tokens, at)
    VALUES (of_tenant, (ask->>'run')::uuid, ask->>'step', b.id, (ask->>'attempt')::int, need_micros, need_tokens, moment)
    ON CONFLICT (tenant_id, run_id, step_key) DO UPDATE SET budget_id = EXCLUDED.budget_id, attempt = EXCLUDED.attempt,
      micros = EXCLUDED.micros, tokens = EXCLUDED.tokens;
    why := CASE
      WHEN over_unit = 'unpriced' THEN 'unpriced'
      WHEN over_unit = 'micros' AND u.spent_micros + coalesce(need_micros, 0) <= b.limit_micros THEN 'reserved'
      WHEN over_unit = 'tokens' AND u.spent_tokens + need_tokens <= b.limit_tokens THEN 'reserved'
      ELSE 'spent' END;
    IF why = 'reserved' THEN
      SELECT max(lease_until) - now() + moment INTO frees_at FROM public.budget_reservation
       WHERE tenant_id = of_tenant AND budget_id = b.id AND period_start = u.period_start;
    END IF;
    RETURN json_build_object('granted', false, 'why', why, 'budget', b.id, 'name', b.name, 'level', b.level, 'period', b.period,
      'unit', CASE WHEN over_unit = 'tokens' THEN 'tokens' ELSE 'micros' END,
      'limit', CASE WHEN over_unit = 'tokens' THEN b.limit_tokens ELSE b.limit_micros END,
      'spent', CASE WHEN over_unit = 'tokens' THEN u.spent_tokens ELSE u.spent_micros END,
      'reserved', CASE WHEN over_unit = 'tokens' THEN u.reserved_tokens ELSE u.reserved_micros END,
      'until', extract(epoch FROM least(frees_at, (date_trunc(b.period, moment AT TIME ZONE 'UTC') + ('1 ' || b.period)::interval) AT TIME ZONE 'UTC')) * 1000);
  END IF;
  FOR b IN SELECT * FROM public.budget WHERE tenant_id = of_tenant
      AND (level = 'tenant' OR (level = 'harness' AND target_id = (ask->>'harness')::uuid)) ORDER BY id LOOP
    starts := date_trunc(b.period, moment AT TIME ZONE 'UTC') AT TIME ZONE 'UTC';
    UPDATE public.budget_usage SET reserved_micros = reserved_micros + coalesce(need_micros, 0), reserved_tokens = reserved_tokens + need_tokens
     WHERE tenant_id = of_tenant AND budget_id = b.id AND period_start = starts;
    INSERT INTO public.budget_reservation (tenant_id, id, budget_id, period_start, run_id, micros, tokens, lease_until)
    VALUES (of_tenant, (ask->>'id')::uuid, b.id, starts, (ask->>'run')::uuid, coalesce(need_micros, 0), need_tokens,
            now() + (ask->>'leaseMs')::double precision * interval '1 millisecond');
    granted := granted + 1;
  END LOOP;
  DELETE FROM public.budget_hold WHERE tenant_id = of_tenant AND run_id = (ask->>'run')::uuid AND step_key = ask->>'step';
  RETURN json_build_object('granted', true, 'budgets', granted);
END $$;
REVOKE ALL ON FUNCTION budget_reserve(uuid, jsonb, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_reserve(uuid, jsonb, double precision) TO slip_worker;

-- Puts what a call really used in the place of what was reserved for it, and tells steps for which there is room now. A
-- reservation that has run out meanwhile was counted in full already. Null figures: nobody knows; all that was reserved counts.
CREATE FUNCTION budget_settle(of_tenant uuid, of_reservation uuid, used_micros bigint, used_tokens bigint, at_ms double precision) RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
DECLARE
  r public.budget_reservation;
  freed uuid[] := '{}';
BEGIN
  PERFORM set_config('app.tenant_id', of_tenant::text, true);
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('budget:' || of_tenant, 0));
  FOR r IN SELECT * FROM public.budget_reservation WHERE tenant_id = of_tenant AND id = of_reservation ORDER BY budget_id LOOP
    PERFORM 1 FROM public.budget_usage WHERE tenant_id = of_tenant AND budget_id = r.budget_id AND period_start = r.period_start FOR UPDATE;
    DELETE FROM public.budget_reservation WHERE tenant_id = of_tenant AND id = of_reservation AND budget_id = r.budget_id;
    CONTINUE WHEN NOT FOUND;
    UPDATE public.budget_usage
       SET reserved_micros = reserved_micros - r.micros, reserved_tokens = reserved_tokens - r.tokens,
           spent_micros = spent_micros + CASE WHEN used_micros IS NULL THEN r.micros ELSE greatest(used_micros, 0) END,
           spent_tokens = spent_tokens + CASE WHEN used_tokens IS NULL THEN r.tokens ELSE greatest(used_tokens, 0) END
     WHERE tenant_id = of_tenant AND budget_id = r.budget_id AND period_start = r.period_start;
    freed := freed || r.budget_id;
  END LOOP;
  PERFORM public.budget_wake(of_tenant, freed, to_timestamp(at_ms / 1000), 'system:budgets');
END $$;
REVOKE ALL ON FUNCTION budget_settle(uuid, uuid, bigint, bigint, double precision) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION budget_settle(uuid, uuid, bigint, bigint, double precision) TO slip_worker;
