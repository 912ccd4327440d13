import MockBoard
import OTAUpgrade

/// A transfer that did not finish.
struct BenchError: Error, CustomStringConvertible {
    var setup: BenchSetup
    var error: UpgradeError?

    var description: String {
        "\(setup.line.rawValue), Lua \(setup.lua.rawValue), \(setup.baud) baud: "
            + (error.map { "\($0.message) \($0.nextStep)" } ?? "no transfer")
    }
}
