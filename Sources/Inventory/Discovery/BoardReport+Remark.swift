import LuaREPL
import OTAUpgrade

extension BoardReport {
    /// What the board is and whether it has `otaupgrade`, in a few words.
    var remark: String {
        let facts = [identity.chipModel, identity.chipID.map { "id \($0)" }, identity.dialect.rawValue, ota]
        return facts.compactMap(\.self).joined(separator: ", ")
    }

    private var ota: String {
        guard identity.hasOTAUpgrade else { return "no otaupgrade in its firmware" }
        return status.map { "otaupgrade, runs \($0.running)" } ?? "otaupgrade"
    }
}
