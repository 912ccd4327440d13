import BoardProfiles
import Testing
import TransportCore

struct ProfileCatalogTests {
    private static let own = """
        name = "lolin-d32"
        title = "A D32 of my own"
        console = "uart0"
        reset = "none"
        source = "my desk"
        confidence = "high"
        """

    // MARK: Folders

    @Test func aFolderReplacesAProfileCompletely() throws {
        try withProfiles(["lolin-d32.toml": Self.own]) { folder in
            let catalog = try ProfileCatalog(folders: [ProfileFolder(path: folder)])
            let profile = try catalog.profile(named: "lolin-d32")
            #expect(profile.title == "A D32 of my own")
            #expect(profile.ports == [])
            #expect(catalog.profiles.map(\.name) == BoardsFolder.names)
        }
    }

    @Test func aByteOrderMarkIsIgnored() throws {
        try withProfiles(["lolin-d32.toml": "\u{FEFF}" + Self.own]) { folder in
            let catalog = try ProfileCatalog(folders: [ProfileFolder(path: folder)])
            #expect(try catalog.profile(named: "lolin-d32").title == "A D32 of my own")
        }
    }

    @Test func theLaterOfTwoFoldersWins() throws {
        try withProfiles(["lolin-d32.toml": Self.own]) { first in
            try withProfiles(["lolin-d32.toml": Self.own.replacing("my own", with: "the host")]) { second in
                let folders = [ProfileFolder(path: first), ProfileFolder(path: second)]
                #expect(try ProfileCatalog(folders: folders).profile(named: "lolin-d32").title == "A D32 of the host")
                let turned = try ProfileCatalog(folders: folders.reversed())
                #expect(try turned.profile(named: "lolin-d32").title == "A D32 of my own")
            }
        }
    }

    @Test func aFolderAddsBoards() throws {
        try withProfiles(["mine.toml": Self.own.replacing("lolin-d32", with: "mine"), "README.md": "text"]) { folder in
            let catalog = try ProfileCatalog(folders: [ProfileFolder(path: folder)])
            #expect(try catalog.profile(named: "mine").reset == .none)
            #expect(catalog.profiles.count == BoardsFolder.names.count + 1)
        }
    }

    @Test func aBrokenFileIsAnErrorThatNamesIt() throws {
        try withProfiles(["lolin-d32.toml": Self.own + "\ntypo = 1"]) { folder in
            let error = try #require(throws: BoardProfileError.self) {
                try ProfileCatalog(folders: [ProfileFolder(path: folder)])
            }
            #expect(error.code == .unknownKey)
            #expect(error.file == folder + "/lolin-d32.toml")
            #expect(error.line == 7)
        }
    }

    @Test func aNamedFolderMustExist() throws {
        try withProfiles([:]) { folder in
            let error = try #require(throws: BoardProfileError.self) {
                try ProfileCatalog(folders: [ProfileFolder(path: folder + "/nowhere", isRequired: true)])
            }
            #expect(error.code == .unreadable)
            #expect(error.file == folder + "/nowhere")
        }
    }

    @Test func aUsualFolderMayBeAbsent() throws {
        #expect(try ProfileCatalog(folders: [ProfileFolder(path: "/nowhere")]) == ProfileCatalog())
    }

    @Test func theSearchPathGoesFromTheHostToTheNamedFolder() {
        func paths(_ environment: [String: String], named: String? = nil) -> [String] {
            ProfileFolder.searchPath(environment: environment, named: named).map(\.path)
        }
        #expect(
            paths(["HOME": "/home/me", "XDG_CONFIG_HOME": "/cfg"], named: "mine")
                == ["/etc/otaflash/boards", "/cfg/otaflash/boards", "mine"]
        )
        #expect(
            paths(["HOME": "/home/me", "XDG_CONFIG_HOME": "cfg"])
                == ["/etc/otaflash/boards", "/home/me/.config/otaflash/boards"]
        )
        #expect(paths([:]) == ["/etc/otaflash/boards"])
        #expect(ProfileFolder.searchPath(environment: [:], named: "mine").map(\.isRequired) == [false, true])
    }

    // MARK: Names

    @Test func anUnknownNameListsSimilarNames() throws {
        let catalog = try ProfileCatalog()
        func next(_ name: String) throws -> String {
            try #require(throws: BoardProfileError.self) { try catalog.profile(named: name) }.nextStep
        }
        #expect(try next("lolin-d23") == "Did you mean lolin-d32?")
        #expect(try next("saola").contains("esp32-s2-saola-1"))
        #expect(try next("XIAO-ESP32C3").contains("xiao-esp32c3"))
        #expect(try next("toaster") == "No profile has a similar name.")
        #expect(try next("") == "No profile has a similar name.")
    }

    // MARK: Ids

    @Test func boardsAreFoundByTheirIDs() throws {
        let catalog = try ProfileCatalog()
        #expect(
            catalog.profiles(vendor: 0x0403, product: 0x6010, interface: 1).map(\.name) == [
                "esp-prog", "esp-wrover-kit",
            ]
        )
        #expect(catalog.profiles(vendor: 0x0403, product: 0x6010, interface: 0) == [])
        #expect(catalog.profiles(vendor: 0x0403, product: 0x6010).count == 2)
        #expect(catalog.profiles(vendor: 0x303A, product: 0x80C2, interface: 0).map(\.name) == ["lolin-s2-mini"])
        #expect(catalog.profiles(vendor: 0x046D, product: 0xC31C) == [])
    }

    @Test func aPortHasItsResetCircuit() throws {
        let board = try ProfileCatalog().profile(named: "esp32-s3-devkitc-1")
        #expect(board.port(vendor: 0x10C4, product: 0xEA60, interface: 0)?.reset == .classic)
        #expect(board.port(vendor: 0x303A, product: 0x1001, interface: 0)?.reset == .usbSerialJTAG)
        #expect(board.port(vendor: 0x1A86, product: 0x7523) == nil)
    }
}
