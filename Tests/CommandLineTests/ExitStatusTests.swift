import ArgumentParser
import OTAUpgrade
import Testing

@testable import Reports
@testable import otaflash

struct ExitStatusTests {
    private static let table: [(UpgradeError.Code, Int32)] = [
        (.internal, 1),
        (.noDevice, 10),
        (.ambiguousDevice, 11),
        (.portBusy, 12),
        (.permissionDenied, 13),
        (.noPrompt, 14),
        (.noOTAUpgrade, 15),
        (.imageRejected, 20),
        (.wrongChip, 21),
        (.imageTooBig, 22),
        (.downgradeRefused, 23),
        (.boardRefuses, 24),
        (.checkInvalid, 26),
        (.imageNotUpgradable, 25),
        (.transferFailed, 30),
        (.imageInvalidOnBoard, 31),
        (.bootSlotNotSwitched, 32),
        (.newFirmwareNotRunning, 33),
        (.checkFailed, 34),
        (.notAccepted, 35),
        (.linkLost, 36),
        (.rollbackFailed, 37),
        (.deadlineExceeded, 38),
        (.interrupted, 130),
    ]

    @Test(arguments: table)
    func eachCodeHasItsNumber(code: UpgradeError.Code, number: Int32) {
        #expect(ExitStatus(code).rawValue == number)
    }

    @Test func `every code has a status and no status is used twice`() {
        #expect(Set(Self.table.map(\.0)) == Set(UpgradeError.Code.allCases))
        #expect(Set(Self.table.map(\.1)).count == Self.table.count)
    }

    @Test(arguments: [(2, 130), (15, 143), (1, 129)] as [(Int32, Int32)])
    func `an interruption exits with 128 plus the signal`(signal: Int32, number: Int32) {
        #expect(ExitStatus(.interrupted, signal: signal).rawValue == number)
        #expect(ExitStatus.interrupted(by: signal).rawValue == number)
    }

    @Test func `a signal changes only the status of an interruption`() {
        #expect(ExitStatus(.linkLost, signal: 15).rawValue == 36)
    }

    @Test(arguments: [
        ["upgrade"], ["nonsense"], ["upgrade", "a.bin", "--window", "x"], ["info", "extra"],
        ["ports", "--color", "red"],
        ["image", "a.bin", "--quiet", "--verbose"],
    ])
    func `an error of ArgumentParser is a usage error`(arguments: [String]) {
        let error = #expect(throws: (any Error).self) { try Otaflash.parse(arguments, environment: [:]) }
        #expect(error.map { Otaflash.status(for: $0) } == .usage)
        #expect(error.map { Otaflash.message(for: $0).hasPrefix("Error: ") } == true)
    }

    @Test(
        arguments: [
            (["upgrad", "a.bin"], "There is no command “upgrad”. Did you mean upgrade?"),
            (["fleet", "plam"], "There is no command “plam”. Did you mean plan?"),
            (["power", "lst"], nil), (["upgrade", "a.bin", "extra"], nil), (["--nonsense"], nil), (["help", "x"], nil),
        ] as [([String], String?)]
    )
    func `a misspelt command is corrected`(arguments: [String], correction: String?) {
        #expect(Otaflash.correction(of: arguments) == correction)
    }

    @Test(arguments: [["--help"], ["upgrade", "--help"], ["--version"], ["help", "exec"], []])
    func `help and version exit with 0`(arguments: [String]) {
        let error = #expect(throws: (any Error).self) {
            var command = try Otaflash.parse(arguments, environment: ["OTAFLASH_BAUD": "x"])
            try command.run()
        }
        #expect(error.map { Otaflash.status(for: $0) } == .ok)
    }

    @Test func `a validation error of a run is a usage error`() {
        #expect(Otaflash.status(for: ValidationError("no")) == .usage)
    }

    @Test func `any other error is internal`() {
        struct Surprise: Error {}
        #expect(Otaflash.status(for: Surprise()) == .internal)
    }
}
