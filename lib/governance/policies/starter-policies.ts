/** What a new tenant starts with. A tenant changes it on the policies page; nothing here is special afterwards. */
export const STARTER_POLICIES = `@id("models")
@title("Agents may use any model connection")
permit (principal, action == Slipway::Action::"model.invoke", resource);

@id("read-tools")
@title("Agents may use tools that read")
permit (principal, action == Slipway::Action::"tool.call", resource in Slipway::ToolClass::"read");

@id("write-tools")
@title("Agents may use tools that write")
permit (principal, action == Slipway::Action::"tool.call", resource in Slipway::ToolClass::"write");

@id("requests")
@title("Requests that change something outside need a person")
@effect_kind("approval")
forbid (principal, action == Slipway::Action::"tool.call", resource in Slipway::ToolClass::"request-write")
unless { context.run.approval.granted };

@id("knowledge")
@title("Agents may read knowledge")
permit (principal, action == Slipway::Action::"knowledge.read", resource);

@id("memory-read")
@title("Runs may read memory")
permit (principal, action == Slipway::Action::"memory.read", resource);

@id("memory-of-run")
@title("Runs may write their own memory")
permit (principal, action == Slipway::Action::"memory.write", resource == Slipway::MemorySpace::"run");

@id("memory-of-conversation")
@title("Runs may write the memory of their conversation")
permit (principal, action == Slipway::Action::"memory.write", resource == Slipway::MemorySpace::"thread");

@id("memory-of-user")
@title("Runs may write the memory of their user")
permit (principal, action == Slipway::Action::"memory.write", resource == Slipway::MemorySpace::"user");

@id("large-amounts")
@title("Amounts over 100 need a person")
@effect_kind("approval")
forbid (principal, action == Slipway::Action::"tool.call", resource in Slipway::ToolClass::"money")
when { context.args has amount && context.args.amount.greaterThan(decimal("100.0000")) }
unless { context.run.approval.granted };
`;
