import ESPImage
import LuaREPL
import OTAUpgrade

extension Doctor {
    /// What is wrong with the firmware of a board that answers.
    func causes(in report: BoardReport) -> [FindingCause] {
        guard let status = report.status else {
            return [report.identity.isESP8266 ? .esp8266 : .noOTAUpgrade(report.identity.dialect)]
        }
        var causes: [FindingCause] = []
        if let refusal = BoardReadiness(status, boot: report.boot).slotRefusal {
            causes.append(.noSlots(status, refusal))
        }
        if status.runningSlot?.state == .pendingVerify { causes.append(.unconfirmed(running: status.running)) }
        return causes
    }
}
