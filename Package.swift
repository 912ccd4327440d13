// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "otaflash",
    products: [
        .library(name: "OTAUpgrade", targets: ["OTAUpgrade"]),
        .library(name: "Fleet", targets: ["Fleet", "Inventory", "DeviceDiscovery"]),
        .library(name: "MockBoard", targets: ["MockBoard"]),
        .executable(name: "otaflash", targets: ["otaflash"]),
        .executable(name: "mock-board", targets: ["mock-board"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        // System libraries
        .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLua51", pkgConfig: "lua5.1", providers: [.apt(["liblua5.1-0-dev"])]),
        .systemLibrary(name: "CLua53", pkgConfig: "lua5.3", providers: [.apt(["liblua5.3-dev"])]),
        .systemLibrary(name: "CUdev", pkgConfig: "libudev", providers: [.apt(["libudev-dev"])]),
        .systemLibrary(name: "CUSB", pkgConfig: "libusb-1.0", providers: [.apt(["libusb-1.0-0-dev"])]),

        // Byte streams to a board
        .target(name: "TransportCore"),
        .target(name: "CTermios"),
        .target(name: "TransportPosix", dependencies: ["TransportCore", "CTermios"]),
        .target(name: "TransportNetwork", dependencies: ["TransportCore", "TransportPosix"]),
        .target(name: "TransportTrace", dependencies: ["TransportCore"]),

        // The Lua prompt
        .target(name: "LuaREPL", dependencies: ["TransportCore"], resources: [.embedInCode("Lua")]),

        // Firmware files
        .target(name: "ESPImage", dependencies: ["CCrypto"]),

        // One upgrade of one board
        .target(
            name: "OTAUpgrade",
            dependencies: ["TransportCore", "TransportPosix", "LuaREPL", "ESPImage"],
            resources: [.embedInCode("Lua")]
        ),

        // Devices connected to this host
        .target(name: "DeviceDiscovery", dependencies: ["TransportCore", "TransportPosix", "CUdev", "CUSB"]),

        // TOML files in which every mistake is reported
        .target(name: "StrictTOML", dependencies: [.product(name: "TOMLKit", package: "TOMLKit")]),

        // The known kinds of board
        .target(
            name: "BoardProfiles",
            dependencies: ["TransportCore", "ESPImage", "StrictTOML"],
            resources: [.embedInCode("Boards")]
        ),

        // The file that names the boards of a lab
        .target(
            name: "Inventory",
            dependencies: [
                "TransportCore", "TransportPosix", "DeviceDiscovery", "BoardProfiles", "LuaREPL", "OTAUpgrade",
                "ESPImage", "StrictTOML",
            ]
        ),

        // What prevents an upgrade
        .target(
            name: "Diagnosis",
            dependencies: [
                "TransportCore", "TransportPosix", "DeviceDiscovery", "LuaREPL", "OTAUpgrade", "ESPImage",
            ]
        ),

        // Upgrades of many boards, with recovery from failures
        .target(
            name: "Fleet",
            dependencies: [
                "TransportCore", "TransportPosix", "TransportNetwork", "LuaREPL", "OTAUpgrade", "ESPImage",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ]
        ),

        // A board without hardware
        .target(name: "ESPDevice", dependencies: ["ESPImage", "CCrypto"]),
        .target(name: "CLuaVM", dependencies: ["CLua51", "CLua53"]),
        .target(
            name: "MockBoard",
            dependencies: ["TransportCore", "TransportPosix", "TransportTrace", "ESPImage", "ESPDevice", "CLuaVM"]
        ),

        // Every fault at every place
        .target(
            name: "FaultCampaign",
            dependencies: [
                "OTAUpgrade", "LuaREPL", "MockBoard", "ESPDevice", "ESPImage", "TransportCore", "TransportTrace",
            ]
        ),

        // What people see: text, the terminal, progress
        .target(
            name: "TerminalUI",
            dependencies: ["Fleet", "Inventory", "OTAUpgrade", "LuaREPL", "ESPImage", "TransportCore"]
        ),

        // What a run leaves: results, documents, files and events
        .target(
            name: "Reports",
            dependencies: [
                "TerminalUI", "Fleet", "Inventory", "Diagnosis", "BoardProfiles", "DeviceDiscovery", "OTAUpgrade",
                "LuaREPL", "ESPImage", "TransportTrace", "TransportPosix", "TransportCore", "CCrypto",
            ],
            resources: [.embedInCode("Schemas")]
        ),

        // Command lines
        .executableTarget(
            name: "otaflash",
            dependencies: [
                "Reports", "TerminalUI", "Fleet", "Inventory", "Diagnosis", "BoardProfiles", "DeviceDiscovery",
                "OTAUpgrade", "LuaREPL", "ESPImage", "StrictTOML", "TransportTrace", "TransportPosix", "TransportCore",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "mock-board",
            dependencies: [
                "MockBoard", "ESPDevice", "ESPImage", "TransportPosix", "TransportTrace",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "transfer-bench",
            dependencies: [
                "MockBoard", "ESPDevice", "OTAUpgrade", "ESPImage",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .executableTarget(
            name: "fault-campaign",
            dependencies: [
                "FaultCampaign", "MockBoard", "TransportTrace",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),

        // Examples, each of which runs without hardware
        .executableTarget(
            name: "UpgradeOneBoard",
            dependencies: ["OTAUpgrade", "MockBoard"],
            path: "Examples/UpgradeOneBoard"
        ),
        .executableTarget(
            name: "UpgradeABench",
            dependencies: ["Fleet", "Inventory", "DeviceDiscovery", "MockBoard"],
            path: "Examples/UpgradeABench"
        ),
        .executableTarget(
            name: "TestAgainstTheMock",
            dependencies: ["MockBoard"],
            path: "Examples/TestAgainstTheMock"
        ),

        // Tests
        .target(name: "TransportContract", dependencies: ["TransportCore"], path: "Tests/TransportContract"),
        .target(name: "HostileBoard", dependencies: ["TransportCore"], path: "Tests/HostileBoard"),
        .target(name: "SharedFiles", path: "Tests/SharedFiles"),
        .target(
            name: "EmulatedHost",
            dependencies: [.product(name: "Subprocess", package: "swift-subprocess")],
            path: "Tests/EmulatedHost",
            exclude: ["Devices", "README.md", "emulated_host.py", "usb_hub.py"]
        ),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "LuaREPL", "ESPImage", "MockBoard", "DeviceDiscovery", "TransportCore", "TransportNetwork",
                "Inventory", "BoardProfiles",
            ],
            path: "Tests/Fuzz/Targets"
        ),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Tests"),
        .testTarget(name: "TransportCoreTests", dependencies: ["TransportCore"]),
        .testTarget(
            name: "TransportPosixTests",
            dependencies: ["TransportPosix", "TransportTrace", "TransportContract"]
        ),
        .testTarget(
            name: "TransportNetworkTests",
            dependencies: ["TransportNetwork", "TransportPosix", "TransportCore", "TransportContract"]
        ),
        .testTarget(
            name: "TransportTraceTests",
            dependencies: [
                "TransportTrace", "TransportCore", "OTAUpgrade", "LuaREPL", "MockBoard", "ESPDevice", "ESPImage",
            ]
        ),
        .testTarget(name: "LuaREPLTests", dependencies: ["LuaREPL", "TransportCore", "HostileBoard", "SharedFiles"]),
        .testTarget(name: "ESPImageTests", dependencies: ["ESPImage", "SharedFiles"]),
        .testTarget(
            name: "MockBoardTests",
            dependencies: ["MockBoard", "ESPDevice", "TransportContract", "ESPImage", "CLuaVM", "SharedFiles"]
        ),
        .testTarget(
            name: "OTAUpgradeTests",
            dependencies: [
                "OTAUpgrade", "LuaREPL", "MockBoard", "ESPDevice", "ESPImage", "TransportCore", "HostileBoard",
                "CLuaVM",
                "SharedFiles",
            ]
        ),
        .testTarget(
            name: "FaultCampaignTests",
            dependencies: ["FaultCampaign", "OTAUpgrade", "MockBoard", "ESPImage", "TransportTrace"]
        ),
        .testTarget(
            name: "DeviceDiscoveryTests",
            dependencies: ["DeviceDiscovery", "TransportPosix", "TransportCore"]
        ),
        .testTarget(name: "BoardProfilesTests", dependencies: ["BoardProfiles", "TransportCore", "ESPImage"]),
        .testTarget(
            name: "InventoryTests",
            dependencies: [
                "Inventory", "BoardProfiles", "DeviceDiscovery", "LuaREPL", "OTAUpgrade", "ESPImage", "TransportCore",
            ]
        ),
        .testTarget(
            name: "DiagnosisTests",
            dependencies: [
                "Diagnosis", "DeviceDiscovery", "LuaREPL", "OTAUpgrade", "MockBoard", "ESPDevice", "ESPImage",
                "TransportCore",
                "HostileBoard",
            ]
        ),
        .testTarget(
            name: "FleetTests",
            dependencies: [
                "Fleet", "LuaREPL", "OTAUpgrade", "MockBoard", "ESPDevice", "ESPImage", "TransportCore",
                "TransportPosix",
            ]
        ),
        .testTarget(
            name: "CommandLineTests",
            dependencies: [
                "otaflash", "Reports", "TerminalUI", "mock-board", "Fleet", "Inventory", "Diagnosis", "BoardProfiles",
                "DeviceDiscovery", "OTAUpgrade", "LuaREPL", "MockBoard", "ESPDevice", "TransportTrace", "ESPImage",
                "TransportPosix",
                "TransportCore", "EmulatedHost",
                .product(name: "Subprocess", package: "swift-subprocess"),
            ],
            exclude: ["Network/serve_rfc2217.py", "Network/serve_telnet.py"]
        ),
    ],
    swiftLanguageModes: [.v6]
)

// Links only with the fuzzer's runtime, which has its own main; `scripts/fuzz` requests it.
if Context.environment["OTAFLASH_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "fuzz",
            dependencies: ["FuzzTargets"],
            path: "Tests/Fuzz/Driver",
            swiftSettings: [.unsafeFlags(["-parse-as-library"])]
        )
    )
}

for target in package.targets where target.type != .system {
    var settings = target.swiftSettings ?? []
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0461-async-function-isolation.md
    settings.append(.enableUpcomingFeature("NonisolatedNonsendingByDefault"))
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0409-access-level-on-imports.md
    settings.append(.enableUpcomingFeature("InternalImportsByDefault"))
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0444-member-import-visibility.md
    settings.append(.enableUpcomingFeature("MemberImportVisibility"))
    // https://github.com/swiftlang/swift-evolution/blob/main/proposals/0335-existential-any.md
    settings.append(.enableUpcomingFeature("ExistentialAny"))
    target.swiftSettings = settings
}

// The simulated boards, and the code that talks to them, take most of the tests' time, so `scripts/test` requests
// optimization. It is not the default: other packages cannot depend on a package that sets unsafe flags.
if Context.environment["OPTIMIZED_SIMULATION"] != nil {
    let simulation: Set = [
        "TransportCore", "LuaREPL", "ESPImage", "OTAUpgrade", "ESPDevice", "MockBoard", "FaultCampaign",
    ]
    for target in package.targets where simulation.contains(target.name) {
        // Several threads produce one object per file, as a debug build expects.
        target.swiftSettings?.append(.unsafeFlags(["-O", "-whole-module-optimization", "-num-threads", "2"]))
    }
}
