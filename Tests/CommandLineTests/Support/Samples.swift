import ESPImage
import Fleet
import LuaREPL
import TransportCore

@testable import OTAUpgrade
@testable import Reports
@testable import TerminalUI
@testable import otaflash

/// Sample values of a run on a board.
enum Samples {
    static let port = TransportAddress.terminal(path: "/dev/ttyUSB0")

    static let identity = BoardIdentity(
        dialect: .idf5,
        luaVersion: .lua53,
        numberType: .int32SingleFloat,
        console: .uart,
        chipModel: "ESP32",
        chipID: "0x40a1c2d3e4f5",
        heap: 123_456,
        flashSize: 4_194_304,
        modules: ["node", "otaupgrade", "tmr"]
    )

    static let old = FirmwareDescription(
        name: "nodemcu",
        version: "3.0.0.0",
        secureVersion: 0,
        date: "Jan  2 2025",
        time: "03:04:05",
        idfVersion: "v5.1.3"
    )

    static let new = FirmwareDescription(
        name: "nodemcu",
        version: "3.0.0.1",
        secureVersion: 0,
        date: "Feb  3 2025",
        time: "04:05:06",
        idfVersion: "v5.1.4"
    )

    static let before = OTAStatus(
        running: "ota_0",
        boot: "ota_0",
        slots: [OTAStatus.Slot(label: "ota_0", state: .valid, description: old), OTAStatus.Slot(label: "ota_1")]
    )

    static func after(_ state: OTAImageState = .valid) -> OTAStatus {
        OTAStatus(
            running: "ota_1",
            boot: "ota_1",
            slots: [
                OTAStatus.Slot(label: "ota_0", state: .valid, description: old),
                OTAStatus.Slot(label: "ota_1", state: state, description: new),
            ]
        )
    }

    static let plan = UpgradePlan(
        from: "ota_0",
        to: "ota_1",
        runningVersion: "3.0.0.0",
        imageVersion: "3.0.0.1",
        imageSize: 262_144,
        slotSize: 1_572_864,
        canRollBack: true,
        warnings: []
    )

    static let transfer = TransferReport(
        method: .lines,
        isCompressed: false,
        window: 1,
        bytes: 262_144,
        wireBytes: 281_234,
        retries: 2,
        duration: .milliseconds(23_750),
        lineRate: 11_520
    )

    static var image: FirmwareFile.Inspection {
        get throws {
            let builder = AppImageBuilder(
                version: "3.0.0.1",
                date: "Feb  3 2025",
                time: "04:05:06",
                idfVersion: "v5.1.4"
            )
            return FirmwareFile.inspect(try builder.build())
        }
    }

    static func report(
        _ outcome: UpgradeResult.Outcome = .upgraded,
        _ error: UpgradeError? = nil,
        after: OTAStatus? = after(),
        warnings: [UpgradeWarning] = []
    ) throws -> UpgradeReport {
        let inspection = try image
        guard let image = inspection.image else { return UpgradeReport(file: "nodemcu.bin", refusal: error) }
        let isDone = outcome == .upgraded || outcome == .rolledBack
        let result = UpgradeResult(
            outcome: outcome,
            error: error,
            image: image,
            identity: identity,
            before: before,
            after: after,
            plan: plan,
            transfer: isDone ? transfer : nil,
            proof: isDone ? after.map { UpgradeProof(status: $0, slot: "ota_1", image: new) } : nil,
            warnings: warnings,
            timings: isDone
                ? [.connect: .milliseconds(412), .commence: .milliseconds(5_100), .write: .milliseconds(23_750)] : [:],
            total: .milliseconds(33_300)
        )
        return UpgradeReport(file: "nodemcu.bin", inspection: inspection, board: board(result))
    }

    /// The outcome of a board whose only session had this result.
    static func board(_ result: UpgradeResult, name: String = "esp1") -> BoardOutcome {
        let status: BoardOutcome.Status =
            switch result.outcome {
            case .upgraded: .upgraded
            case .unchanged: .unchanged
            case .planned: .planned
            case .staged: .skipped(.heldBack)
            case .failed, .rolledBack: result.error?.code == .interrupted ? .cancelled : .failed
            }
        return BoardOutcome(
            board: name,
            status: status,
            attempts: [UpgradeAttempt(address: port, result: result, error: result.error)],
            duration: .milliseconds(48_211)
        )
    }

    static func progress(_ bytes: Int, at seconds: Double, retries: Int = 0) -> TransferProgress {
        TransferProgress(
            bytes: bytes,
            total: 262_144,
            wireBytes: bytes + bytes / 10,
            retries: retries,
            elapsed: .milliseconds(Int64(seconds * 1000))
        )
    }
}

extension UpgradeReport {
    /// A run that ended before there was a session.
    init(file: String, refusal: UpgradeError? = nil) {
        let error = refusal ?? UpgradeError(.imageRejected, "It cannot be read.", nextStep: "Name another.")
        self.init(
            file: file,
            board: BoardOutcome(board: "esp1", status: .failed, attempts: [UpgradeAttempt(error: error)])
        )
    }
}
