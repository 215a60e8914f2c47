import Engine
import GraphView
import Testing

@testable import Export

@Suite("CSV")
struct CSVTests {
  @Test("the worked example, to the letter")
  func worked() throws {
    let text = try Lessons.worked().exported(as: .csv).text
    #expect(
      text.replacing("\r\n", with: "\n") == """
        node,name,op,expression,value,adjoint,tape,partials,dtype,shape,scope,line,column
        w1,w,input,,2,-1,,,float32,(),,,
        w2,x,input,,1,-2,,,float32,(),,,
        w3,b,input,,1,-1,,,float32,(),,,
        w4,y,input,,5,1,,,float32,(),,,
        w5,,mul,w1·w2,2,-1,,dw5/dw1 = w2 = 1; dw5/dw2 = w1 = 2,float32,(),,1,16
        w6,,add,w5 + w3,3,-1,,dw6/dw5 = 1; dw6/dw3 = 1,float32,(),,1,16
        w7,,max,"max(0, w6)",3,-1,,"dw7/dw6 = {1 if w6 > 0, 0 otherwise} = 1",float32,(),,1,9
        w8,C,sub,w4 − w7,2,1,,dw8/dw4 = 1; dw8/dw7 = -1,float32,(),,1,5

        """)
    #expect(text.hasSuffix("\r\n"))
  }

  @Test("fields are quoted as RFC 4180 says")
  func quoting() {
    var csv = CSV(["a", "b"])
    csv.add(["x,y", "say \"no\""])
    csv.add(["line\nbreak", ""])
    #expect(csv.text == "a,b\r\n\"x,y\",\"say \"\"no\"\"\"\r\n\"line\nbreak\",\r\n")
  }

  @Test("traces have a row a training step")
  func traces() throws {
    let text = try Lessons.descent(turns: 3).exported(as: .traces).text
    let rows = text.split(separator: "\r\n").map { $0.split(separator: ",").map(String.init) }
    #expect(rows.count == 4)
    #expect(rows[0].first == "training_step")
    let columns = ["loss", "w", "dloss/dw"].compactMap { rows[0].firstIndex(of: $0) }
    #expect(columns.map { rows[1][$0] } == ["20.25", "0.5", "-27"])
    #expect(columns.map { rows[3][$0] } == ["9.155465", "0.9914", "-18.1548"])
  }

  @Test("a lesson without a pass has nothing to trace")
  func nothing() throws {
    let walk = try Walk(Recording())
    #expect(throws: ExportError.nothingToTrace) { try walk.exported(as: .traces) }
  }
}
