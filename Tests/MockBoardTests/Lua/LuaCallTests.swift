import Testing

@testable import MockBoard

@Suite struct LuaCallTests {
    /// Calls `host(…)` in Lua and returns the result of `body`.
    private func call<Value>(
        _ version: LuaRelease,
        _ arguments: String,
        _ body: @escaping (LuaCall) throws -> Value
    ) -> (seen: Value?, output: String) {
        let bench = LuaBench(version)
        var seen: Value?
        bench.define("host") { call in
            seen = try body(call)
            return 0
        }
        let output = bench.values("host(\(arguments))")
        return (seen, output)
    }

    @Test(arguments: LuaRelease.allCases)
    func argumentsArriveUnchanged(_ version: LuaRelease) {
        let (seen, _) = call(version, "nil,true,1.5,'a\\0b',{},print") { call in
            (1...7).map { call.typeName($0) } + ["\(call.count)"]
        }
        #expect(seen == ["nil", "boolean", "number", "string", "table", "function", "no value", "6"])
        let (bytes, _) = call(version, "'a\\0b'") { $0.bytes(1) }
        #expect(bytes == [0x61, 0, 0x62])
        let (none, _) = call(version, "{}") { $0.bytes(1) == nil && $0.bytes(2) == nil && $0.number(1) == nil }
        #expect(none == true)
    }

    @Test(arguments: [
        (LuaRelease.lua51, "12", "12"), (.lua51, "1.5", "1.5"), (.lua51, "1/3", "0.33333333333333"),
        (.lua53, "12", "12"),
        (.lua53, "1.5", "1.5"), (.lua53, "1/3", "0.3333333"), (.lua53, "2.0", "2.0"), (.lua53, "1e10", "1e+10"),
    ])
    func aNumberCanBeReadAsTextAndRemainsANumber(_ version: LuaRelease, _ argument: String, _ text: String) {
        let (seen, _) = call(version, argument) { call in
            let bytes = call.bytes(1) ?? []
            return call.isNumber(1) ? String(decoding: bytes, as: UTF8.self) : "no longer a number"
        }
        #expect(seen == text)
    }

    @Test(arguments: LuaRelease.allCases)
    func badArgumentsAreNamed(_ version: LuaRelease) {
        let (_, string) = call(version, "{}") { try $0.checkedBytes(1) }
        #expect(string == "error: stdin:1: bad argument #1 to 'host' (string expected, got table)")
        let (_, number) = call(version, "1,'x'") { try $0.checkedInteger(2) }
        #expect(number == "error: stdin:1: bad argument #2 to 'host' (number expected, got string)")
        let (_, missing) = call(version, "") { try $0.checkedText(1) }
        #expect(missing == "error: stdin:1: bad argument #1 to 'host' (string expected, got no value)")
        let (_, null) = call(version, "nil") { try $0.checkedText(1) }
        #expect(null == "error: stdin:1: bad argument #1 to 'host' (string expected, got nil)")
        let (value, _) = call(version, "nil,7") {
            [try $0.optionalInteger(1, 3), try $0.optionalInteger(2, 3), try $0.optionalInteger(9, 4)]
        }
        #expect(value == [3, 7, 4])
        let (text, _) = call(version, "'12',34") { [try $0.checkedInteger(1), Int(try $0.checkedText(2)) ?? 0] }
        #expect(text == [12, 34])
    }

    @Test func `Lua 5.3 refuses a number that does not fit an integer`() {
        for argument in ["1.5", "'1.5'", "1e10", "math.huge", "0/0"] {
            let (_, message) = call(.lua53, argument) { try $0.checkedInteger(1) }
            #expect(message == "error: stdin:1: bad argument #1 to 'host' (number has no integer representation)")
            #expect(call(.lua53, argument) { $0.integerOrZero(1) }.seen == 0)
        }
        #expect(call(.lua53, "3.0,'4'") { [try $0.checkedInteger(1), try $0.checkedInteger(2)] }.seen == [3, 4])
    }

    @Test func `Lua 5.1 truncates fractions`() {
        let (seen, _) = call(.lua51, "1.5,-1.5,'2.9'") { call in try (1...3).map(call.checkedInteger) }
        #expect(seen == [1, -1, 2])
        #expect(call(.lua51, "0.5,{}") { [$0.integerOrZero(1), $0.integerOrZero(2)] }.seen == [0, 0])
    }

    @Test(arguments: LuaRelease.allCases)
    func `a C string ends at its first NUL`(_ version: LuaRelease) {
        let (seen, _) = call(version, "'data\\0x'") { (try $0.checkedText(1), try $0.checkedBytes(1).count) }
        #expect(seen?.0 == "data" && seen?.1 == 6)
    }

    @Test(arguments: LuaRelease.allCases)
    func errorsHaveTheirPosition(_ version: LuaRelease) {
        let bench = LuaBench(version)
        bench.define("host") { _ in throw LuaCall.Failure.raise("told so") }
        bench.define("plain") { _ in throw LuaCall.Failure.raiseAsItIs("told so") }
        #expect(bench.values("pcall(function() host() end)") == "false\tstdin:1: told so")
        #expect(bench.values("pcall(host)") == "false\ttold so")
        #expect(bench.values("pcall(function() plain() end)") == "false\ttold so")
    }

    @Test(arguments: LuaRelease.allCases)
    func resultsAreThePushedValues(_ version: LuaRelease) {
        let bench = LuaBench(version)
        bench.define("host") { call in
            call.push("text")
            call.push([0, 255])
            call.push(7)
            call.push(1.5)
            call.push(true)
            call.pushNil()
            call.newTable()
            call.push(3)
            call.setField("three")
            return 7
        }
        #expect(
            bench.run("local s,b,n,f,t,nothing,tab=host() print(s,#b,b:byte(1,2)) print(n,f,t,nothing,tab.three)")
                == "text\t2\t0\t255\n7\t1.5\ttrue\tnil\t3\n"
        )
    }

    @Test func largeNumbersAreAsInTheFirmware() {
        let bench = LuaBench(.lua53)
        bench.define("host") { call in
            call.push(3_000_000_000)
            call.push(1.0 / 3)
            return 2
        }
        #expect(bench.values("host()") == "-1294967296\t0.3333333")
    }

    @Test(arguments: LuaRelease.allCases)
    func referencesKeepValues(_ version: LuaRelease) {
        let bench = LuaBench(version)
        var kept: Int32 = 0
        bench.define("keep") { call in
            call.pushValue(1)
            kept = call.reference()
            return 0
        }
        #expect(bench.run("keep(function(a) print('kept', a) end) collectgarbage()") == "")
        bench.machine.stack.push(reference: kept)
        bench.machine.stack.push("here")
        #expect(bench.machine.call(arguments: 1) == .returned)
        #expect(bench.text == "kept\there\n")
        #expect(bench.machine.stack.count == 0)
    }

    @Test(arguments: LuaRelease.allCases)
    func objectsCarryTheirNumber(_ version: LuaRelease) {
        let bench = LuaBench(version)
        bench.machine.registerMetatable(
            "thing",
            [
                "number": { call in
                    call.push(Int(call.object(1)))
                    return 1
                }
            ]
        )
        bench.define("thing") { [unowned bench] call in
            call.push(object: 42)
            bench.machine.pushRegistered("thing")
            call.setMetatable(-2)
            return 1
        }
        #expect(bench.values("thing():number(), type(thing())") == "42\tuserdata")
        let (seen, _) = call(version, "{}") { $0.object(1) }
        #expect(seen == 0)
    }
}
