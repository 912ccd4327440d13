import Testing

@testable import MockBoard

/// Chunks from strings, functions and files.
@Suite struct LuaLoadingTests {
    private static func bench(_ version: LuaRelease) -> LuaBench {
        let bench = LuaBench(version)
        let files = [
            "m.lua": "local M={} function M.f() error('in m') end M.name=... print('loading') return M",
            "five.lua": "#!lua\nreturn 5, ...",
            "nothing.lua": "x=1", "broken.lua": "x=", "sub/part.lua": "return 'part'", "both.lc": "return 'lc'",
            "both.lua": "return 'lua'",
            "old.lua": "module('old', package.seeall) function g() return 7 end",
        ]
        bench.machine.setFileReader { name in
            files[name].map { .success(Array($0.utf8)) }
                ?? .failure(.raise("cannot open \(name): No such file or directory"))
        }
        return bench
    }

    @Test(arguments: LuaRelease.allCases)
    func requireLoadsAFileOnce(_ version: LuaRelease) {
        let bench = Self.bench(version)
        #expect(
            bench.run("print(require('m')==require('m'), package.loaded.m==require('m'), require('m').name)")
                == "loading\ntrue\ttrue\tm\n"
        )
        #expect(bench.values("require('nothing'), require('nothing'), x") == "true\ttrue\t1")
        #expect(bench.values("require('sub.part'), require('both')") == "part\tlc")
        #expect(
            bench.values("require('string')==string, package.loaded.string, package.path") == "true\tnil\t?.lc;?.lua"
        )
        #expect(bench.run("package.preload.p=function(n) return n..'!' end print(require('p'))") == "p!\n")
    }

    @Test(arguments: LuaRelease.allCases)
    func aMissingModuleIsSearchedEverywhere(_ version: LuaRelease) {
        #expect(
            Self.bench(version).values("require('nope')")
                == "error: stdin:1: module 'nope' not found:\n\tno field package.preload['nope']\n\tno file 'nope.lc'\n\tno file 'nope.lua'"
        )
        let broken = Self.bench(version).values("require('broken')")
        #expect(
            broken.contains(
                "error loading module 'broken' from file 'broken.lua':\n\tbroken.lua:1: unexpected symbol near"
            )
        )
    }

    @Test(arguments: LuaRelease.allCases)
    func functionsOfAModuleAreNamed(_ version: LuaRelease) {
        let error = Self.bench(version).run("require('m').f()")
        #expect(error.hasPrefix("loading\nerror: m.lua:1: in m\nstack traceback:\n"))
        #expect(error.contains(version == .lua53 ? "m.lua:1: in function 'm.f'" : "m.lua:1: in function 'f'"))
    }

    @Test(arguments: LuaRelease.allCases)
    func dofileAndLoadfileReadFiles(_ version: LuaRelease) {
        let bench = Self.bench(version)
        #expect(bench.values("dofile('five.lua')") == "5")
        #expect(bench.values("loadfile('five.lua')(6)") == "5\t6")
        #expect(bench.values("loadfile('nope.lua')") == "nil\tcannot open nope.lua: No such file or directory")
        #expect(bench.values("pcall(dofile,'nope.lua')") == "false\tcannot open nope.lua: No such file or directory")
        #expect(bench.values("loadfile('broken.lua')").hasPrefix("nil\tbroken.lua:1: unexpected symbol near"))
        #expect(bench.run("dofile('m.lua').f()").hasPrefix("loading\nerror: m.lua:1: in m"))
    }

    @Test func lua51HasModule() {
        let bench = Self.bench(.lua51)
        #expect(bench.run("require('old') print(old.g(), package.loaded.old==old, old._NAME)") == "7\ttrue\told\n")
    }

    @Test(arguments: LuaRelease.allCases)
    func loadAcceptsPieces(_ version: LuaRelease) {
        let bench = Self.bench(version)
        #expect(
            bench.run("local p={'return ','1','+2'} local i=0 print(load(function() i=i+1 return p[i] end)())") == "3\n"
        )
        #expect(bench.values("load(function() return nil end)()") == "")
        #expect(bench.values("load(function() error('reading') end)") == "nil\tstdin:1: reading")
        #expect(bench.values("load(function() return {} end)") == "nil\tstdin:1: reader function must return a string")
        #expect(
            bench.values("loadstring('return ...')(7), loadstring('x=',  '=chunk')").hasPrefix(
                "7\tnil\tchunk:1: unexpected symbol near"
            )
        )
        #expect(bench.values("pcall(loadstring('error(\"e\")'))") == "false\t[string \"error(\"e\")\"]:1: e")
    }

    @Test func lua53LoadsStringsWithModesAndEnvironments() {
        let bench = Self.bench(.lua53)
        #expect(bench.values("load('return x','=c','t',{x=9})()") == "9")
        #expect(bench.values("load(function() return nil end,'=c','bt',{})") == "function: 0x3ffc0028")
        #expect(bench.values("load('x=1','=c','b')") == "nil\tattempt to load a text chunk (mode is 'b')")
        #expect(
            bench.values("load(string.dump(function() end),'=c','t')")
                == "nil\tattempt to load a binary chunk (mode is 't')"
        )
        #expect(bench.values("load('\\27')").hasPrefix("nil\t"))
        #expect(bench.run("local e={} loadfile('nothing.lua','bt',e)() print(e.x,x)") == "1\tnil\n")
    }

    @Test func lua53SearchesAPath() {
        let bench = Self.bench(.lua53)
        #expect(bench.values("package.searchpath('sub.part','x/?;?.lua')") == "sub/part.lua")
        #expect(bench.values("package.searchpath('nope','?;?.lua')") == "nil\t\n\tno file 'nope'\n\tno file 'nope.lua'")
    }

    @Test func lua51LoadAcceptsOnlyAFunction() {
        #expect(
            Self.bench(.lua51).values("pcall(load,'return 42')")
                == "false\tbad argument #1 to '?' (function expected, got string)"
        )
    }

    @Test(arguments: LuaRelease.allCases)
    func theHostsFilesAreUnreachable(_ version: LuaRelease) {
        let bench = Self.bench(version)
        #expect(bench.values("pcall(dofile,'/etc/hostname')").hasPrefix("false\tcannot open /etc/hostname"))
        #expect(
            bench.values("package.loadlib, package.searchpath and package.searchpath('passwd','/etc/?')") == "nil\tnil"
        )
        #expect(bench.values("io, os") == "nil\tnil")
    }
}
