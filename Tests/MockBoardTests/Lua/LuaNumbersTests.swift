import Testing

@testable import MockBoard

/// Lua 5.3 as the firmware builds it: 32-bit integers, single-precision floats.
@Suite struct LuaNumbersTests {
    @Test(arguments: [
        // Numerals: a decimal one that is too large is a float, a hexadecimal one wraps.
        ("2147483647, 2147483648, -2147483648, -2147483647", "2147483647\t2.147484e+09\t-2.147484e+09\t-2147483647"),
        ("0x7fffffff, 0x80000000, 0xffffffff, 0x1ffffffff", "2147483647\t-2147483648\t-1\t-1"),
        ("99999999999999999999, 0x123456789abcdef0123456789", "1e+20\t591751049"),
        ("16777216, 16777217.0, 16777217", "16777216\t1.677722e+07\t16777217"),
        ("1e7, 1e6, 1e5, 12345678.9, 1e15, 1e38, 1e39", "1e+07\t1000000.0\t100000.0\t1.234568e+07\t1e+15\t1e+38\tinf"),
        ("3., .5, 0x.8p1, 0xA.8, 1E2, 0x1p-1, 007", "3.0\t0.5\t1.0\t10.5\t100.0\t0.5\t7"),
        ("-5, - 5, -5^2, -(5), - -5, not -5, 2^-1", "-5\t-5\t-25.0\t-5\t5\tfalse\t0.5"),
        ("5-3, 5 -3, (5)-3, -3-4", "2\t2\t2\t-7"),
        // The compiler does not fold constants with more bits.
        ("0x7fffffff+1, 2147483647+1, 2147483647*2, 1000000*1000000", "-2147483648\t-2147483648\t-2\t-727379968"),
        ("(0x7fffffff+1)/2, (2147483647+1)//3, (0x7fffffff+1)%7", "-1.073742e+09\t-715827883\t5"),
        ("0x7fffffff+1<0, 2147483647+1==0x80000000, -2147483647-2", "true\ttrue\t2147483647"),
        // Integers wrap.
        (
            "(function(a,b) return a+b,a-b,a*b,-a end)(0x7fffffff,-1)",
            "2147483646\t-2147483648\t-2147483647\t-2147483647"
        ),
        ("(function(a) return -a, a-1, a*a, a//-1 end)(-0x7fffffff-1)", "-2147483648\t2147483647\t0\t-2147483648"),
        ("7//2, -7//2, 7%3, -7%3, 7%-3, 7.5//2, -7.5//2, 5.5%2", "3\t-4\t1\t2\t-2\t3.0\t-4.0\t1.5"),
        // Bits.
        ("1<<31, 1<<32, 1<<63, -1<<31, 1<<-1, 5>>-2", "-2147483648\t0\t0\t-2147483648\t0\t20"),
        ("-1>>1, -1>>28, -1>>31, -1>>32, -1>>60, -8>>1, 15>>0, -1>>0", "2147483647\t15\t1\t0\t0\t2147483644\t15\t-1"),
        ("~0, ~5, 0xf0f0&0xff00, 0xf0~0xff, 1|2.0, '8'>>1, 3.0<<1", "-1\t-6\t61440\t15\t3\t4\t6"),
        (
            "(function(a,b) return a>>b,a<<b,a&b,a|b,a~b,~a end)(0x80000000,4)",
            "134217728\t0\t0\t-2147483644\t-2147483644\t2147483647"
        ),
        // Floats have 24 bits.
        ("1/3, 2^0.5, 0.1+0.2, 0.1+0.2==0.3, 16777216.0+1", "0.3333333\t1.414214\t0.3\ttrue\t1.677722e+07"),
        ("1e38*10, -1e38*10, 1e-46, 5//0.0, -5%math.huge", "inf\t-inf\t0.0\tinf\tinf"),
        ("2^53==2^53+1, 2^24==2^24+1", "true\ttrue"),
        ("100000000000000, 1e100, 123456789/10", "1e+14\tinf\t1.234568e+07"),
        ("3 | 0, 2^31 // 1, 7 // 1.0", "3\t2.147484e+09\t7.0"),
        // Strings from numbers.
        ("1.5 ..'', 0.1 ..'', 'a'..1/3, 1 ..2, 'x'..2.0, 2^31 ..''", "1.5\t0.1\ta0.3333333\t12\tx2.0\t2.147484e+09"),
        ("tostring(1/3), tostring(-0.0), tostring(1e15), tostring(2^63)", "0.3333333\t-0.0\t1e+15\t9.223372e+18"),
        ("table.concat({1,2.5,1/3,'x'},' '), table.concat({1.0},'')", "1 2.5 0.3333333 x\t1.0"),
        (
            "table.concat({0.1,0.2,0.3},1.5,2,3), pcall(table.concat,{1,{},0.1})",
            "0.21.50.3\tfalse\tinvalid value (table) at index 2 in table for 'concat'"
        ),
        ("('x'):rep(3,0.1), #tostring(0.1), (0.1 ..''):len(), string.len(1/3)", "x0.1x0.1x\t3\t3\t9"),
        ("('abc'):sub(2.0), ('a0.1b'):find(0.1), ('a1b'):gsub('1',0.1)", "bc\t2\ta0.1b\t1"),
        // Conversions.
        ("tonumber('2147483648'), tonumber('-2147483649'), tonumber('0xffffffff')", "2.147484e+09\t-2.147484e+09\t-1"),
        (
            "tonumber('2147483647'), tonumber('1e1'), tonumber(' 12 '), tonumber('zz'), tonumber('ff',16), tonumber('ffffffff',16)",
            "2147483647\t10.0\t12\tnil\t255\t-1"
        ),
        ("'10'+1, '0x10'*2, '1e1'//1, -'2'", "11.0\t32.0\t10.0\t-2.0"),
        ("math.type(1), math.type(1.0), math.type('1'), math.type(2^31)", "integer\tfloat\tnil\tfloat"),
        (
            "math.floor(2^31), math.ceil(-2^31), math.floor(3.7), math.tointeger(2^31), math.tointeger(3.0)",
            "2.147484e+09\t-2147483648\t3\tnil\t3"
        ),
        (
            "math.maxinteger, math.mininteger, math.pi, math.huge, math.maxinteger+1==math.mininteger",
            "2147483647\t-2147483648\t3.141593\tinf\ttrue"
        ),
        (
            "math.abs(math.mininteger), math.fmod(7,3), math.sqrt(2), math.max(1,2.5), math.modf(3.25)",
            "-2147483648\t1\t1.414214\t2.5\t3\t0.25"
        ),
        ("math.ult(1,-1), math.ult(-1,1)", "true\tfalse"),
        // format.
        ("('%d %i %5d|%-5d|'):format(3.0,-1,42,7)", "3 -1    42|7    |"),
        ("('%x %X %o %u'):format(-1,255,8,-1)", "ffffffff FF 10 4294967295"),
        (
            "('%s %s %s'):format(0.1,1/3,2.0), ('%g %.3f %e'):format(0.5,1/3,1e10)",
            "0.1 0.3333333 2.0\t0.5 0.333 1.000000e+10"
        ),
        ("('%%d %d%%'):format(5), ('%c%c'):format(72,105), ('%5.1f|'):format(2.25)", "%d 5%\tHi\t  2.2|"),
        ("('%d'):format('12'), ('%s'):format(nil)", "12\tnil"),
        // pack and unpack.
        (
            "string.packsize('j'), string.packsize('n'), string.packsize('l'), string.packsize('T'), string.packsize('d')",
            "4\t4\t4\t4\t8"
        ),
        ("string.unpack('<I4','\\255\\255\\255\\255'), string.unpack('<j','\\0\\0\\0\\128')", "-1\t-2147483648\t5"),
        (
            "#string.pack('s','abc'), #string.pack('s1','abc'), string.pack('>I2I4',1,-1):byte(1,-1)",
            "7\t4\t0\t1\t255\t255\t255\t255"
        ),
        (
            "string.unpack('<f',string.pack('<n',1/3)), string.unpack('<i4',string.pack('<I4',0x80000000))",
            "0.3333333\t-2147483648\t5"
        ),
    ])
    func valuesAreAsInTheFirmware(_ expressions: String, _ printed: String) {
        #expect(LuaBench(.lua53).values(expressions) == printed)
    }

    @Test(arguments: [
        ("('%d'):format(2^31)", "bad argument #1 to 'format' (number has no integer representation)"),
        ("('x'):rep(1.5)", "bad argument #1 to 'rep' (number has no integer representation)"),
        ("('x'):rep(2^31)", "bad argument #1 to 'rep' (number has no integer representation)"),
        ("2^53|0", "number has no integer representation"), ("1e10~1", "number has no integer representation"),
        ("~1e10", "number has no integer representation"), ("1<<1e10", "number has no integer representation"),
    ])
    func nonIntegersAreRefused(_ expression: String, _ message: String) {
        #expect(LuaBench(.lua53).values(expression) == "error: stdin:1: " + message)
    }

    @Test func loopsAddInSinglePrecision() {
        let bench = LuaBench(.lua53)
        #expect(bench.run("local n=0 for i=0,1,0.1 do n=n+1 x=i end print(n,x)") == "10\t0.9000001\n")
        #expect(bench.run("for i=1.0,3 do print(i) end") == "1.0\n2.0\n3.0\n")
        #expect(bench.run("local a,b,c=3,1,-1 for i=a,b,c do print(i) end") == "3\n2\n1\n")
        #expect(bench.run("for i=1,3 do local j=i i=i*10 print(j,i) end") == "1\t10\n2\t20\n3\t30\n")
        #expect(bench.run("local n=0 for i=0.5,2.5 do while i<2.5 do i=i+1 n=n+1 end end print(n)") == "3\n")
        #expect(bench.run("for i=#'abc',1,-1 do print(i) end") == "3\n2\n1\n")
    }

    @Test func hashesWrapAsOnABoard() {
        // djb2 and FNV-1a of a string, calculated elsewhere with 32 bits.
        let bench = LuaBench(.lua53)
        let text = "'The quick brown fox jumps over the lazy dog'"
        #expect(
            bench.run("local h=5381 for c in (\(text)):gmatch('.') do h=h*33+c:byte() end print(('%08x'):format(h))")
                == "34cc38de\n"
        )
        #expect(
            bench.run(
                "local h=0x811c9dc5 for c in (\(text)):gmatch('.') do h=(h~c:byte())*16777619 end print(('%08x'):format(h))"
            )
                == "048fff90\n"
        )
        #expect(
            bench.run(
                "local c=-1 for b in (\(text)):gmatch('.') do c=c~b:byte() for _=1,8 do "
                    + "c=c&1==1 and c>>1~0xedb88320 or c>>1 end end print(('%08x'):format(~c))"
            ) == "414fa339\n"
        )
    }

    @Test func metamethodsStillCount() {
        let bench = LuaBench(.lua53)
        let vector = "local V={} V.__index=V local function new(x) return setmetatable({x=x},V) end "
        #expect(
            bench.run(vector + "V.__add=function(a,b) return new(a.x+b.x) end print((new(2147483647)+new(1)).x)")
                == "-2147483648\n"
        )
        #expect(
            bench.run(vector + "V.__concat=function(a,b) return 'c' end print(new(1)..1.5, 1.5 ..new(1))") == "c\tc\n"
        )
        #expect(
            bench.run(
                vector
                    + "V.__shl=function(a,b) return 7<<40 end V.__bor=function() return 'or' end print(new(1)<<2, 3|new(2))"
            ) == "0\tor\n"
        )
        #expect(
            bench.run(
                vector
                    + "V.__unm=function(a) return nil end V.__div=function() return true end print(-new(1), new(1)/2)"
            ) == "nil\ttrue\n"
        )
        #expect(
            bench.run("local t=setmetatable({},{__shr=function(a,b) return b end}) print(t>>-1, -1>>4)")
                == "-1\t268435455\n"
        )
    }

    @Test(arguments: [
        "return 1 -- a comment with 99999999999 and 'quotes\nprint(2147483648)", "--[[ 5 'x\n]] print(2147483648)",
        "--[==[ 5 ]] 'x ]==] print(2147483648)", "local s=[[ 2147483648 ]] print(2147483648)",
        "local s='it\\'s 7' print(2147483648)",
        "local s=\"a\\\nb 5\" print(2147483648)", "local s='\\z   5' print(2147483648)",
        "local x2147483648=1 print(2147483648)",
        "local t={2147483648} print(t[1])", "print((function(...) return ... end)(2147483648))",
        "do local a=1 goto e ::e:: end print(2147483648)",
        "local s='a'..1 ..'b' print(2147483648)", "print(2147483648)--x", "\tprint(\n2147483648\r\n)",
    ])
    func numeralsAreFoundEverywhere(_ source: String) {
        #expect(
            LuaBench(.lua53).run(source.hasPrefix("return") ? String(source.dropFirst(9)) : source) == "2.147484e+09\n"
        )
    }

    @Test func stringsThatLookLikeNumeralsRemainStrings() {
        #expect(
            LuaBench(.lua53).values("'2147483648', \"0xffffffff\", [[1e100]], [==[-5]==]")
                == "2147483648\t0xffffffff\t1e100\t-5"
        )
    }

    @Test func errorsPointToTheRightLine() {
        let bench = LuaBench(.lua53)
        #expect(
            bench.run("local a=1+2\nlocal b=a*3 .. 'x'\n\nlocal c=b<<1\nerror('e')").hasPrefix(
                "error: stdin:4: attempt to perform bitwise"
            )
        )
        #expect(
            bench.run("local a=1\nfor i=1.5,3 do\n a=a+i..'x'\nend").hasPrefix(
                "error: stdin:3: attempt to perform arithmetic on a string value"
            )
        )
    }

    @Test func compiledFunctionsCanBeDumpedAndLoaded() {
        let bench = LuaBench(.lua53)
        #expect(
            bench.run("f=load(string.dump(function(a) return a+1, a..'x', -1>>1 end)) print(f(0x7fffffff))")
                == "-2147483648\t2147483647x\t2147483647\n"
        )
        #expect(
            bench.run("print(load('return 2147483647+1')(), loadstring('return 1/3')())") == "-2147483648\t0.3333333\n"
        )
    }
}
