import Fleet
import Testing

struct FailureRecordTests {
    private func outcome(_ status: BoardOutcome.Status) -> BoardOutcome {
        BoardOutcome(board: "esp1", status: status)
    }

    @Test func failuresInARowLeadIntoQuarantine() {
        var record = FailureRecord()
        for _ in 0..<2 { record.note(outcome(.failed)) }
        #expect(!record.isQuarantined("esp1", after: 3))
        record.note(outcome(.failed))
        #expect(record.isQuarantined("esp1", after: 3))
        #expect(!record.isQuarantined("esp2", after: 3))
    }

    @Test(arguments: [BoardOutcome.Status.upgraded, .unchanged])
    func aProofEndsTheRow(status: BoardOutcome.Status) {
        var record = FailureRecord()
        for _ in 0..<3 { record.note(outcome(.failed)) }
        record.note(outcome(status))
        #expect(record == FailureRecord())
    }

    @Test(arguments: [BoardOutcome.Status.planned, .cancelled, .skipped(.quarantined)])
    func whatProvesNothingCountsNothing(status: BoardOutcome.Status) {
        var record = FailureRecord()
        record.note(outcome(.failed))
        let before = record
        record.note(outcome(status))
        #expect(record == before)
    }
}
