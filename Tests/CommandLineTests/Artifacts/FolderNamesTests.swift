import Testing

@testable import Reports
@testable import otaflash

struct FolderNamesTests {
    @Test(arguments: [
        ("esp1", "esp1"), ("Bench-2_a.b", "Bench-2_a.b"), ("_x", "_x"), ("/dev/ttyUSB0", "dev_ttyUSB0"),
        ("rfc2217://[::1]:4000", "rfc2217______1__4000"), (".", "_."), ("..", "_.."),
        ("../../etc/passwd", "_.._.._etc_passwd"),
        (".hidden", "_.hidden"), ("-rf", "_-rf"), ("", "board"), ("///", "board"), ("a\u{0}b\nc\u{1B}ö", "a_b_c__"),
    ])
    func namesAreSafe(board: String, folder: String) {
        var names = FolderNames()
        #expect(names.name(of: board) == folder)
    }

    @Test func `each board has its own folder`() {
        var names = FolderNames()
        #expect(names.name(of: "dev_ttyUSB0") == "dev_ttyUSB0")
        #expect(names.name(of: "/dev/ttyUSB0") == "dev_ttyUSB0-2")
        #expect(names.name(of: "/dev:ttyUSB0") == "dev_ttyUSB0-3")
        #expect(names.name(of: "/dev/ttyUSB0") == "dev_ttyUSB0-2")
    }

    @Test func longNamesAreCut() {
        var names = FolderNames()
        #expect(names.name(of: String(repeating: "a", count: 300)).utf8.count == 100)
    }
}
