import ESPImage
import LuaREPL
import MockBoard

@testable import OTAUpgrade

extension BoardSituation {
    private static func line(_ line: FirmwareLine) -> BoardSituation {
        BoardSituation(
            "new, \(line.rawValue)",
            configure: {
                $0.line = line
                $0.lua = line.luaReleases[line.luaReleases.count - 1]
            }
        )
    }

    private static let withoutRollback: Change = { ($0.bootloaderRollsBack, $0.applicationRollsBack) = (false, false) }

    /// Whether the board is about to restart into the slot that it has selected.
    private static let isAboutToRestart: @Sendable (UpgradeEvent) -> Bool = {
        if case .phaseStarted(.reboot, _) = $0 { true } else { false }
    }

    private static let isHalfSent: @Sendable (UpgradeEvent) -> Bool = {
        if case .progress(let progress) = $0 { progress.bytes > 0x800 } else { false }
    }

    static let all: [BoardSituation] =
        FirmwareLine.allCases.map(line) + [
            BoardSituation("upgraded once", prepare: upgraded("2.0.0")),
            BoardSituation("upgraded twice", prepare: upgraded("2.0.0", "3.0.0")),
            BoardSituation(
                "three slots",
                configure: table(
                    """
                    otadata,data,ota,0xe000,0x2000
                    ota_0,app,ota_0,0x10000,0x20000
                    ota_1,app,ota_1,0x30000,0x20000
                    ota_2,app,ota_2,0x50000,0x20000
                    """
                ),
                prepare: upgraded("2.0.0")
            ),
            BoardSituation(
                "factory and two slots",
                configure: table(
                    """
                    otadata,data,ota,0xe000,0x2000
                    factory,app,factory,0x10000,0x20000
                    ota_0,app,ota_0,0x30000,0x20000
                    ota_1,app,ota_1,0x50000,0x20000
                    """
                )
            ),
            BoardSituation(
                "factory and one slot",
                configure: table(
                    "otadata,data,ota,0xe000,0x2000\nfactory,app,factory,0x10000,0x20000\nota_0,app,ota_0,0x30000,0x20000\n"
                )
            ),
            BoardSituation("no slots", configure: { $0.partitions = .nodeMCUStock }),
            BoardSituation(
                "one slot",
                configure: table("otadata,data,ota,0xe000,0x2000\nota_0,app,ota_0,0x10000,0x20000\n")
            ),
            BoardSituation(
                "no otadata",
                configure: table("ota_0,app,ota_0,0x10000,0x20000\nota_1,app,ota_1,0x30000,0x20000\n")
            ),
            BoardSituation("on trial, other image", prepare: onTrial("2.0.0")),
            BoardSituation("on trial, its own image", prepare: onTrial("2.0.0"), image: { try image("2.0.0") }),
            BoardSituation(
                "on trial, its own image by force",
                prepare: onTrial("2.0.0"),
                image: { try image("2.0.0") },
                options: { $0.isForced = true }
            ),
            BoardSituation("given up by a reset", prepare: first(onTrial("2.0.0"), reset)),
            BoardSituation("given up by hand", prepare: first(upgraded("2.0.0"), rolledBack)),
            BoardSituation(
                "did not start",
                configure: { $0.faults = try FaultSchedule(parsing: "image-not-bootable") },
                prepare: upgraded("2.0.0")
            ),
            BoardSituation(
                "did not start, no restart allowed",
                configure: { $0.faults = try FaultSchedule(parsing: "image-not-bootable") },
                prepare: upgraded("2.0.0"),
                options: { $0.mayRestartFirst = false }
            ),
            BoardSituation("selected, not restarted", prepare: interrupted("2.0.0", at: isAboutToRestart)),
            BoardSituation("half sent", prepare: first(upgraded("2.0.0"), interrupted("3.0.0", at: isHalfSent))),
            BoardSituation("no rollback, first time", configure: withoutRollback),
            BoardSituation("no rollback, later", configure: withoutRollback, prepare: upgraded("2.0.0")),
            BoardSituation(
                "rollback required",
                configure: withoutRollback,
                prepare: upgraded("2.0.0"),
                options: { $0.requiresRollback = true }
            ),
            BoardSituation(
                "bootloader without rollback",
                configure: { $0.bootloaderRollsBack = false },
                prepare: onTrial("2.0.0")
            ),
            BoardSituation("same version", image: { try AppImage(bytes("1.0.0")) }),
            BoardSituation(
                "same version by force",
                image: { try AppImage(bytes("1.0.0")) },
                options: { $0.isForced = true }
            ),
            BoardSituation("older version", image: { try image("0.9.0") }),
            BoardSituation("another chip", image: { try image("9.0.0", chip: .esp32s3) }),
            BoardSituation(
                "tiny slots",
                configure: table(
                    "otadata,data,ota,0xe000,0x2000\nota_0,app,ota_0,0x10000,0x10000\nota_1,app,ota_1,0x20000,0x10000\n"
                ),
                image: { try image("9.0.0", size: 0x10010) }
            ),
            BoardSituation(
                "tiny slots, no restart allowed",
                configure: table(
                    "otadata,data,ota,0xe000,0x2000\nota_0,app,ota_0,0x10000,0x10000\nota_1,app,ota_1,0x20000,0x10000\n"
                ),
                prepare: reset,
                image: { try image("9.0.0", size: 0x10010) },
                options: { $0.mayRestartFirst = false }
            ),
            BoardSituation("no otaupgrade", configure: { $0.hasOTAUpgrade = false }),
            BoardSituation(
                "an ESP8266",
                configure: { $0.initLua = Array("node={flashid=function() return 1 end} otaupgrade=nil".utf8) }
            ),
        ]
}
